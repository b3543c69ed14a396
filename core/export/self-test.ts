import type { Limits } from '../integrators/integrate.ts';
import { networkFunction } from '../network/network-function.ts';
import type { SampledHamiltonian } from '../network/sampled-hamiltonian.ts';
import { createRandom } from '../random.ts';

/** A state with the values a correct re-implementation must give there. */
export interface SelfTestPoint {
  /** (2d) */
  readonly x: readonly number[];
  readonly energy: number;
  /** (2d) [∂Ĥ/∂q…, ∂Ĥ/∂p…] */
  readonly gradient: readonly number[];
}

const POINTS = 8;

/** The anchor and seven states spread over the training box, with Ĥ and ∇Ĥ. Always the same for the same model and box. */
export function selfTestPoints(model: SampledHamiltonian, anchor: Float64Array, box: Limits): SelfTestPoint[] {
  const learned = networkFunction(model);
  const random = createRandom(0, 'self-test');
  const gradient = new Float64Array(2 * model.dof);
  return Array.from({ length: POINTS }, (_, index) => {
    const x = index === 0 ? anchor : Float64Array.from(box, ([low, high]) => random.uniformIn(low, high));
    learned.gradient(x, gradient);
    return { x: Array.from(x), energy: learned.value(x), gradient: Array.from(gradient) };
  });
}

/**
 * Largest deviation of a model from its own self-test, in units of the sums that were formed: |ΔĤ|/(Σ|cⱼ| + |c₀|) and
 * |Δ∂Ĥ|/Σ|cⱼ| max_k |wⱼₖ|. Rounding alone, also that of another program, stays near ε·√N; a changed number shows far above it.
 */
export function selfTestDeviation(model: SampledHamiltonian, points: readonly SelfTestPoint[]): number {
  const learned = networkFunction(model);
  const size = 2 * model.dof;
  const gradient = new Float64Array(size);
  let energyScale = Math.max(Number.MIN_VALUE, Math.abs(model.constant));
  let gradientScale = Number.MIN_VALUE;
  for (let j = 0; j < model.width; j++) {
    const coefficient = Math.abs(model.coefficients[j]!);
    energyScale += coefficient;
    gradientScale += coefficient * Math.max(...model.weights.subarray(j * size, (j + 1) * size).map(Math.abs));
  }
  let deviation = 0;
  for (const point of points) {
    const x = Float64Array.from(point.x);
    learned.gradient(x, gradient);
    deviation = Math.max(deviation, Math.abs(learned.value(x) - point.energy) / energyScale);
    for (const [k, expected] of point.gradient.entries()) {
      deviation = Math.max(deviation, Math.abs(gradient[k]! - expected) / gradientScale);
    }
  }
  return deviation;
}
