/** max |H(t) − H(0)| over a series of energies; 0 for an empty one. In the units of H. */
export function energyDrift(energies: Float64Array): number {
  let drift = 0;
  for (const energy of energies) drift = Math.max(drift, Math.abs(energy - energies[0]!));
  return drift;
}
