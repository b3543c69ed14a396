import type { Limits } from '../integrators/integrate.ts';
import { flowOf, hamiltonianOf } from '../network/flow-of-model.ts';
import { hasDrive, identifiedFlow, identifiedHamiltonian } from '../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import type { MultilayerNetwork } from '../network/multilayer-network.ts';
import type { TrainedModel } from '../network/trained-model.ts';
import { createRandom, type Random } from '../random.ts';

/** A state with the values a correct re-implementation must give there. */
export interface SelfTestPoint {
  /** (2d) */
  readonly x: readonly number[];
  /** Ĥ; null for a learned field, which has none. */
  readonly energy: number | null;
  /** (2d) [∂Ĥ/∂q…, ∂Ĥ/∂p…], for a learned field and with forces [−ṗ…, q̇…] */
  readonly gradient: readonly number[];
  /** When a driven model is looked at, and what its inputs are then; absent for others. */
  readonly moment?: { readonly time: number; readonly inputs: readonly number[] };
}

const POINTS = 8;

/** The anchor and seven states spread over the training box, with Ĥ and ∇Ĥ. Always the same for the same model and box. */
export function selfTestPoints(model: TrainedModel, anchor: Float64Array, box: Limits): SelfTestPoint[] {
  const energy = hamiltonianOf(model);
  const random = createRandom(0, 'self-test');
  return Array.from({ length: POINTS }, (_, index) => {
    const x = index === 0 ? anchor : Float64Array.from(box, ([low, high]) => random.uniformIn(low, high));
    const moment = momentOf(model, random);
    const gradient = gradientAt(model, x, moment);
    return { x: Array.from(x), energy: energy?.value(x) ?? null, gradient, ...(moment && { moment }) };
  });
}

/**
 * Largest deviation of a model from its own self-test, in units of the sums that were formed (see `scalesOf`). Rounding alone, also that of
 * another program, stays near ε·√N; a changed number shows far above it. Infinite when one of the two has an energy and the other has none.
 */
export function selfTestDeviation(model: TrainedModel, points: readonly SelfTestPoint[]): number {
  const learned = hamiltonianOf(model);
  const scale = scalesOf(model, points);
  let deviation = 0;
  for (const point of points) {
    const x = Float64Array.from(point.x);
    if ((learned === null) !== (point.energy === null)) return Infinity;
    if (learned !== null && point.energy !== null) {
      deviation = Math.max(deviation, Math.abs(learned.value(x) - point.energy) / scale.energy);
    }
    const gradient = gradientAt(model, x, point.moment ?? null);
    for (const [k, expected] of point.gradient.entries()) {
      deviation = Math.max(deviation, Math.abs(gradient[k]! - expected) / scale.gradient);
    }
  }
  return deviation;
}

type TestMoment = NonNullable<SelfTestPoint['moment']>;

function gradientAt(model: TrainedModel, x: Float64Array, moment: TestMoment | null): number[] {
  const flow =
    model.kind === 'identified-hamiltonian' && moment !== null
      ? identifiedFlow(model, { time: moment.time, inputs: Float64Array.from(moment.inputs) })
      : flowOf(model);
  const gradient = new Float64Array(2 * model.dof);
  flow.gradient(x, gradient);
  return Array.from(gradient);
}

/** A moment at which every drive of a model is likely to be felt; null for a model without any. */
function momentOf(model: TrainedModel, random: Random): TestMoment | null {
  if (model.kind !== 'identified-hamiltonian' || !hasDrive(model)) return null;
  const { forces } = model;
  const count = Math.max(0, ...forces.map((force) => (force.kind === 'input' ? force.input + 1 : 0)));
  const frequency = Math.max(...forces.map((force) => (force.kind === 'harmonic' ? force.frequency : 0)));
  return {
    time: random.uniformIn(0, frequency > 0 ? 1 / frequency : 1),
    inputs: Array.from({ length: count }, () => random.uniformIn(-1, 1)),
  };
}

/**
 * For a sampled network Σ|cⱼ| + |c₀| and Σ|cⱼ| max_k |wⱼₖ|: its terms can be many orders larger than their sum. For the others the
 * largest values of the test itself, plus for a multilayer network, whose weights stay moderate, the sum of the last layer's weights, for an
 * identified one Σ|cⱼ| and what its columns add to the gradient.
 */
function scalesOf(model: TrainedModel, points: readonly SelfTestPoint[]): { energy: number; gradient: number } {
  if (model.kind === 'sampled-hamiltonian') {
    const size = 2 * model.dof;
    let energy = Math.max(Number.MIN_VALUE, Math.abs(model.constant));
    let gradient = Number.MIN_VALUE;
    for (let j = 0; j < model.width; j++) {
      const coefficient = Math.abs(model.coefficients[j]!);
      energy += coefficient;
      gradient += coefficient * Math.max(...model.weights.subarray(j * size, (j + 1) * size).map(Math.abs));
    }
    return { energy, gradient };
  }
  const terms = model.kind === 'identified-hamiltonian' ? identifiedTerms(model) : lastLayerTerms(model.network);
  return {
    energy: terms.energy + Math.max(Number.MIN_VALUE, ...points.map((point) => Math.abs(point.energy ?? 0))),
    gradient: terms.gradient + Math.max(Number.MIN_VALUE, ...points.flatMap((point) => point.gradient.map(Math.abs))),
  };
}

function identifiedTerms(model: IdentifiedHamiltonian) {
  const { gradientRounding } = identifiedHamiltonian(model);
  return { energy: sumOfSizes(model.coefficients), gradient: gradientRounding / Number.EPSILON };
}

function lastLayerTerms({ sizes, parameters }: MultilayerNetwork) {
  const sum = sumOfSizes(parameters.subarray(-(sizes.at(-1)! * (sizes.at(-2)! + 1))));
  return { energy: sum, gradient: sum };
}

function sumOfSizes(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0);
}
