import { createRandom } from '../../random.ts';
import { CoreError } from '../../errors.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { Posterior } from '../identification.ts';

/**
 * Samples of the coefficients: c + L ξ with ξ standard normal. The first samples do not depend on how many are drawn.
 * @returns (count, n) row-major   @throws CoreError `bad-argument` when the posterior is not one of this model
 */
export function sampleCoefficients(
  { coefficients }: IdentifiedHamiltonian,
  posterior: Posterior,
  count: number,
  seed: number,
): Float64Array<ArrayBuffer> {
  const n = coefficients.length;
  checkFactor(posterior, n);
  const { factor } = posterior;
  const random = createRandom(seed, 'posterior');
  const samples = new Float64Array(count * n);
  const normal = new Float64Array(n);
  for (let s = 0; s < count; s++) {
    for (let k = 0; k < n; k++) normal[k] = random.normal();
    for (let j = 0; j < n; j++) {
      let sum = coefficients[j]!;
      for (let k = 0; k < n; k++) sum += factor[j * n + k]! * normal[k]!;
      samples[s * n + j] = sum;
    }
  }
  return samples;
}

/**
 * One standard deviation of a number that is linear in the coefficients: |Lᵀ g|, g its derivative with respect to them.
 * @param derivative (n) or its first entries, the others being 0   @param n number of coefficients
 */
export function linearDeviation(factor: Float64Array, derivative: Float64Array, n: number, work: Float64Array): number {
  work.fill(0, 0, n);
  for (let j = 0; j < derivative.length; j++) {
    const share = derivative[j]!;
    if (share === 0) continue;
    for (let k = 0; k < n; k++) work[k]! += share * factor[j * n + k]!;
  }
  let squares = 0;
  for (let k = 0; k < n; k++) squares += work[k]! * work[k]!;
  return Math.sqrt(squares);
}

/** @throws CoreError `bad-argument` */
export function checkFactor({ factor }: Posterior, n: number): void {
  if (factor.length === n * n) return;
  throw new CoreError(
    'bad-argument',
    `posterior: expected a factor of ${n} × ${n} numbers for ${n} coefficients, got ${factor.length}.`,
  );
}
