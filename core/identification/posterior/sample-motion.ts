import { CoreError } from '../../errors.ts';
import { identifiedFlow } from '../../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import { exchangeable } from './exchangeable.ts';

/** A box of phase space. */
export interface StateBox {
  /** (2d) */
  readonly low: Float64Array;
  /** (2d) */
  readonly high: Float64Array;
}

/** So many half widths of the box from its middle a state counts as run away. */
const FAR = 1000;

/** From one time to another, with the known inputs (m) at both, straight between. */
export interface TimeStep {
  readonly from: number;
  readonly to: number;
  readonly inputsBefore: Float64Array;
  readonly inputsAfter: Float64Array;
}

/** States of many models of one basis that move at the same time. */
export interface SampleMotion {
  /** (count, 2d), written over by `advance` */
  readonly states: Float64Array;
  /** Moves every sample in equal steps of Runge–Kutta 4, none longer than `maxStep`. */
  advance(step: TimeStep): void;
}

/** What moves where. */
export interface SampleMotionInput {
  readonly model: IdentifiedHamiltonian;
  /** (count, n), one model a row */
  readonly samples: Float64Array;
  /** (2d), of every sample */
  readonly start: Float64Array;
  /** Where the data lie; it says what is far away. */
  readonly box: StateBox;
  readonly maxStep: number;
  /** m, number of known inputs */
  readonly inputCount: number;
}

/**
 * Starts many models from the same state: with friction, torques, drives and inputs. A sample that leaves the box by a thousand half widths, or all
 * numbers, stands still from then on at ± that distance from the middle, on the side where it was: quantiles count it as infinite, and nothing is NaN.
 * @throws CoreError `bad-argument` when an input of the model is missing
 */
export function sampleMotion({ model, samples, start, box, maxStep, inputCount }: SampleMotionInput): SampleMotion {
  checkInputs(model, inputCount);
  const size = 2 * model.dof;
  const count = samples.length / model.coefficients.length;
  const middle = box.low.map((low, k) => (low + box.high[k]!) / 2);
  // A coordinate that never moved still has room to move in.
  const reach = box.low.map((low, k) => FAR * (box.high[k]! > low ? (box.high[k]! - low) / 2 : 1));
  const states = new Float64Array(count * size);
  for (let s = 0; s < count; s++) states.set(start, s * size);
  const isAway = new Uint8Array(count);

  const exchange = exchangeable(model);
  const moment = { time: 0, inputs: new Float64Array(inputCount) };
  const flow = identifiedFlow(exchange.model, moment);
  const inputsAtStage = [0, 0.5, 1].map(() => new Float64Array(inputCount));
  const gradient = new Float64Array(size);
  const trial = new Float64Array(size);
  const rate = new Float64Array(size);
  const total = new Float64Array(size);

  /** The rate at `trial`; at stage 0, 1, 2 of a step, which is its start, middle and end. */
  const writeRate = (time: number, stage: number) => {
    moment.time = time;
    moment.inputs = inputsAtStage[stage]!;
    flow.gradient(trial, gradient);
    for (let k = 0; k < size / 2; k++) {
      rate[k] = gradient[size / 2 + k]!;
      rate[size / 2 + k] = -gradient[k]!;
    }
  };

  const stepOne = (sample: number, time: number, h: number) => {
    const at = sample * size;
    exchange.use(samples, sample);
    for (let k = 0; k < size; k++) trial[k] = states[at + k]!;
    writeRate(time, 0);
    for (let k = 0; k < size; k++) {
      total[k] = rate[k]!;
      trial[k] = states[at + k]! + (h / 2) * rate[k]!;
    }
    writeRate(time + h / 2, 1);
    for (let k = 0; k < size; k++) {
      total[k]! += 2 * rate[k]!;
      trial[k] = states[at + k]! + (h / 2) * rate[k]!;
    }
    writeRate(time + h / 2, 1);
    for (let k = 0; k < size; k++) {
      total[k]! += 2 * rate[k]!;
      trial[k] = states[at + k]! + h * rate[k]!;
    }
    writeRate(time + h, 2);
    let isNear = true;
    for (let k = 0; k < size; k++) {
      trial[k] = states[at + k]! + (h / 6) * (total[k]! + rate[k]!);
      isNear &&= Math.abs(trial[k]! - middle[k]!) <= reach[k]!;
    }
    if (isNear) {
      for (let k = 0; k < size; k++) states[at + k] = trial[k]!;
      return;
    }
    isAway[sample] = 1;
    for (let k = 0; k < size; k++) {
      // What became NaN has no side: that of the last state counts.
      const last = Number.isNaN(trial[k]!) ? states[at + k]! : trial[k]!;
      states[at + k] = middle[k]! + (last < middle[k]! ? -reach[k]! : reach[k]!);
    }
  };

  return {
    states,
    advance: ({ from, to, inputsBefore, inputsAfter }) => {
      const steps = Math.max(1, Math.ceil((to - from) / maxStep - 1e-9));
      const h = (to - from) / steps;
      for (let i = 0; i < steps; i++) {
        inputsAtStage.forEach((values, stage) => {
          const share = (i + stage / 2) / steps;
          for (let k = 0; k < inputCount; k++) {
            values[k] = inputsBefore[k]! + share * (inputsAfter[k]! - inputsBefore[k]!);
          }
        });
        for (let s = 0; s < count; s++) if (isAway[s] === 0) stepOne(s, from + i * h, h);
      }
    },
  };
}

function checkInputs({ forces }: IdentifiedHamiltonian, count: number): void {
  for (const force of forces) {
    if (force.kind !== 'input' || force.input < count) continue;
    throw new CoreError(
      'bad-argument',
      `rollout: the model is pushed by the input '${force.name}', which is not given.`,
      {
        hint: 'Give the values of every known input at the times of the rollout.',
        context: { input: force.input, given: count },
      },
    );
  }
}
