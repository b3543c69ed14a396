/** A monomial Π z_k^{powers[k]}. */
export type Powers = readonly number[];

/** All monomials in `count` variables with total degree 1 … `degree`, by degree. */
export function monomials(count: number, degree: number): Powers[] {
  const found: Powers[] = [];
  const extend = (powers: number[], left: number): void => {
    if (powers.length === count) {
      if (left < degree) found.push(powers);
      return;
    }
    for (let power = 0; power <= left; power++) extend([...powers, power], left - power);
  };
  extend([], degree);
  return found.sort((a, b) => total(a) - total(b));
}

/** Value at z. */
export function valueOf(powers: Powers, z: Float64Array): number {
  return powers.reduce((product, power, k) => product * z[k]! ** power, 1);
}

/** Derivative by z_at. */
export function slopeOf(powers: Powers, z: Float64Array, at: number): number {
  const power = powers[at]!;
  if (power === 0) return 0;
  return powers.reduce((product, other, k) => product * (k === at ? power * z[k]! ** (power - 1) : z[k]! ** other), 1);
}

function total(powers: Powers): number {
  return powers.reduce((sum, power) => sum + power, 0);
}
