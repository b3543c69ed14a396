import { CoreError } from '../errors.ts';
import { vectorFieldFromGradient } from '../phase-space.ts';
import type { Random } from '../random.ts';
import type { HamiltonianSystem, ParamValues } from '../systems/hamiltonian-system.ts';
import type { Samples } from './dataset.ts';

/**
 * Draws training points and then test points from one stream, uniform in the system's domain, with exact derivatives [∂H/∂p, −∂H/∂q].
 * Order of draws, for each of the two sets: all q₁, all p₁, all q₂, …; so the training points do not depend on the number of test points.
 */
export function sampleDomain(
  system: HamiltonianSystem,
  params: ParamValues,
  counts: { readonly train: number; readonly test: number },
  random: Random,
): { readonly train: Samples; readonly test: Samples } {
  const train = drawSamples(system, params, counts.train, random);
  return { train, test: drawSamples(system, params, counts.test, random) };
}

function drawSamples(system: HamiltonianSystem, params: ParamValues, count: number, random: Random): Samples {
  if (!Number.isInteger(count) || count < 0) {
    throw new CoreError('bad-argument', `The number of samples must be a whole number from 0, got ${count}.`);
  }
  const { dof, domain } = system;
  const size = 2 * dof;
  const states = new Float64Array(count * size);
  for (let k = 0; k < dof; k++) {
    const [qLow, qHigh] = domain.q[k]!;
    const [pLow, pHigh] = domain.p[k]!;
    for (let i = 0; i < count; i++) states[i * size + k] = random.uniformIn(qLow, qHigh);
    for (let i = 0; i < count; i++) states[i * size + dof + k] = random.uniformIn(pLow, pHigh);
  }
  const derivatives = new Float64Array(count * size);
  const gradient = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    system.gradient(states.subarray(i * size, (i + 1) * size), params, gradient);
    vectorFieldFromGradient(gradient, derivatives.subarray(i * size, (i + 1) * size));
  }
  return { dof, count, states, derivatives };
}
