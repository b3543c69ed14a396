import { columnCount, fieldColumns } from '../../network/identified-columns.ts';
import { identifiedFlow } from '../../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { Posterior } from '../identification.ts';
import { HALF_WIDTH_90 } from './quantile.ts';
import type { RolloutInput } from './rollout-band.ts';
import { checkFactor, linearDeviation } from './sample-coefficients.ts';

/** Step of the differences that Jacobians are made of, as a share of the tolerance of q or of the momentum's size. */
const DIFFERENCE = 1e-6;

/**
 * Time after the start at which the 90 % band of some q is wider than its tolerance, straight between the given times; null when none gets that wide.
 * Nothing beyond it is computed. The band is that of the linearised motion, ± 1.645 |Lᵀ ∂q/∂c|, with S = ∂x/∂c from Ṡ = (∂f/∂x) S + ∂f/∂c along the
 * motion of the model itself: up to a tolerance that is a small share of the motion this is the band of sampled motions, at a fraction of the cost.
 * @param tolerances (d)   @throws CoreError `bad-argument` when the posterior belongs to another model
 */
export function timeUntilWide(
  { model, posterior, start, times, inputs, maxStep }: Omit<RolloutInput, 'box' | 'samples' | 'seed'>,
  tolerances: readonly number[],
): number | null {
  const columns = columnCount(model);
  checkFactor(posterior, columns);
  const size = start.length;
  const state = new Float64Array(size * (1 + columns));
  state.set(start);
  const step = createStepper(
    model,
    columns,
    Float64Array.from(start, (_, k) => tolerances[k % tolerances.length]!),
  );
  const inputCount = inputs === null ? 0 : inputs.length / times.length;
  const inputsAt = (i: number) => inputs?.subarray(i * inputCount, (i + 1) * inputCount) ?? new Float64Array(0);
  const widest = createWidth(posterior, { size, columns, tolerances });
  let before = 0;
  for (let i = 1; i < times.length; i++) {
    const [from, to] = [times[i - 1]!, times[i]!];
    const steps = Math.max(1, Math.ceil((to - from) / maxStep - 1e-9));
    const inputAt = (share: number) => {
      const next = inputsAt(i);
      return inputsAt(i - 1).map((value, k) => value + share * (next[k]! - value));
    };
    for (let k = 0; k < steps; k++) {
      const moments = [0, 0.5, 1].map((part) => {
        const share = (k + part) / steps;
        return { time: from + share * (to - from), inputs: inputAt(share) };
      });
      step(state, (to - from) / steps, moments as [Moment, Moment, Moment]);
    }
    const ratio = widest(state);
    // A motion that is no longer finite is not known at all.
    if (!Number.isFinite(ratio)) return from - times[0]!;
    if (ratio > 1) return from + ((1 - before) / (ratio - before)) * (to - from) - times[0]!;
    before = ratio;
  }
  return null;
}

/** A time with the known inputs at it. */
interface Moment {
  readonly time: number;
  readonly inputs: Float64Array;
}

/** Largest width of the band of a q, in its tolerance, of a state [x, S]. */
function createWidth(
  { factor }: Posterior,
  {
    size,
    columns,
    tolerances,
  }: { readonly size: number; readonly columns: number; readonly tolerances: readonly number[] },
): (state: Float64Array) => number {
  const work = new Float64Array(columns);
  return (state) =>
    Math.max(
      ...tolerances.map((tolerance, k) => {
        const row = state.subarray(size + k * columns, size + (k + 1) * columns);
        return (2 * HALF_WIDTH_90 * linearDeviation(factor, row, columns, work)) / tolerance;
      }),
    );
}

/** Steps of Runge–Kutta 4 for [x, S]; the moments are the start, the middle and the end of a step. */
function createStepper(model: IdentifiedHamiltonian, columns: number, scales: Float64Array) {
  const size = scales.length;
  const rateAt = createRate(model, columns, scales);
  const [rate, total, trial] = [0, 1, 2].map(() => new Float64Array(size * (1 + columns))) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (state: Float64Array, h: number, [first, middle, last]: readonly [Moment, Moment, Moment]): void => {
    const stages = [
      { moment: first, reach: h / 2, weight: 1 },
      { moment: middle, reach: h / 2, weight: 2 },
      { moment: middle, reach: h, weight: 2 },
      { moment: last, reach: 0, weight: 1 },
    ];
    trial.set(state);
    total.fill(0);
    for (const { moment, reach, weight } of stages) {
      rateAt(trial, moment, rate);
      for (let k = 0; k < state.length; k++) {
        total[k]! += weight * rate[k]!;
        trial[k] = state[k]! + reach * rate[k]!;
      }
    }
    for (let k = 0; k < state.length; k++) state[k]! += (h / 6) * total[k]!;
  };
}

/** Writes the rate of [x, S]: f(x), and (∂f/∂x) S + ∂f/∂c with ∂f/∂x by forward differences. */
function createRate(model: IdentifiedHamiltonian, columns: number, scales: Float64Array) {
  const size = scales.length;
  const dof = size / 2;
  const moment = { time: 0, inputs: new Float64Array(0) };
  const flow = identifiedFlow(model, moment);
  const gradient = new Float64Array(size);
  const moved = new Float64Array(size);
  const there = new Float64Array(size);
  const own = new Float64Array(size * columns);
  const writeField = (x: Float64Array, out: Float64Array) => {
    flow.gradient(x, gradient);
    for (let k = 0; k < dof; k++) {
      out[k] = gradient[dof + k]!;
      out[dof + k] = -gradient[k]!;
    }
  };
  return (state: Float64Array, { time, inputs }: Moment, out: Float64Array): void => {
    moment.time = time;
    moment.inputs = inputs as Float64Array<ArrayBuffer>;
    const x = state.subarray(0, size);
    writeField(x, out);
    own.fill(0);
    fieldColumns(model, { states: x, times: Float64Array.of(time), inputs }, own);
    out.set(own, size);
    for (let j = 0; j < size; j++) {
      moved.set(x);
      const difference = DIFFERENCE * Math.max(scales[j]!, Math.abs(x[j]!));
      moved[j]! += difference;
      writeField(moved, there);
      for (let i = 0; i < size; i++) {
        const slope = (there[i]! - out[i]!) / difference;
        if (slope === 0) continue;
        for (let c = 0; c < columns; c++) out[size + i * columns + c]! += slope * state[size + j * columns + c]!;
      }
    }
  };
}
