import { CoreError } from '../errors.ts';
import type { PhaseFlow } from '../phase-space.ts';
import { identifiedFlow } from './identified-function.ts';
import type { IdentifiedHamiltonian } from './identified-hamiltonian.ts';

/** Known inputs along a motion. */
export interface Drive {
  /** (n) increasing */
  readonly times: Float64Array;
  /** (n, m); length 0 for harmonic drives alone */
  readonly inputs: Float64Array;
}

/**
 * The motion of a model with all its forces in the extended phase space of d + 1 degrees of freedom, [q₁ … q_d, s, p₁ … p_d, 0]: s = t with
 * ṡ = 1, and a last momentum that nothing looks at and nothing moves. So every integrator follows it. Inputs are interpolated linearly in time, and
 * keep their first and last value outside; harmonics are cos and sin of 2π f s. Its gradient does not allocate.
 * @throws CoreError `bad-argument` when an input of the model is missing
 */
export function drivenFlow(model: IdentifiedHamiltonian, drive: Drive): PhaseFlow {
  const { dof } = model;
  const inputs = interpolation(model, drive);
  const moment = { time: 0, inputs: inputs.values };
  const flow = identifiedFlow(model, moment);
  const state = new Float64Array(2 * dof);
  const inner = new Float64Array(2 * dof);
  return {
    dof: dof + 1,
    // Time is a position here, so a force that depends on it alone keeps the flow separable.
    isSeparable: flow.isSeparable,
    gradientRounding: flow.gradientRounding,
    gradient: (x, out) => {
      for (let k = 0; k < dof; k++) {
        state[k] = x[k]!;
        state[dof + k] = x[dof + 1 + k]!;
      }
      moment.time = x[dof]!;
      inputs.read(moment.time);
      flow.gradient(state, inner);
      for (let k = 0; k < dof; k++) {
        out[k] = inner[k]!;
        out[dof + 1 + k] = inner[dof + k]!;
      }
      out[dof] = 0;
      out[2 * dof + 1] = 1;
    },
  };
}

/** The state of `drivenFlow` at a time: [q…, t, p…, 0]. @param x (2d)   @returns (2d + 2) */
export function toExtended(x: Float64Array, time: number): Float64Array<ArrayBuffer> {
  const dof = x.length / 2;
  return Float64Array.of(...x.subarray(0, dof), time, ...x.subarray(dof), 0);
}

/** States of `drivenFlow` without their time. @param states (n, 2d + 2)   @param dof d, that of the model   @returns (n, 2d) */
export function fromExtended(states: Float64Array, dof: number): Float64Array<ArrayBuffer> {
  const size = 2 * dof + 2;
  const out = new Float64Array((states.length / size) * 2 * dof);
  for (let from = 0, to = 0; from < states.length; from += size, to += 2 * dof) {
    out.set(states.subarray(from, from + dof), to);
    out.set(states.subarray(from + dof + 1, from + 2 * dof + 1), to + dof);
  }
  return out;
}

/** Makes the function that writes the inputs at a time into `values` (m). */
function interpolation({ forces }: IdentifiedHamiltonian, { times, inputs }: Drive) {
  const count = times.length;
  const values = new Float64Array(count === 0 ? 0 : inputs.length / count);
  for (const force of forces) {
    if (force.kind === 'input' && !(force.input < values.length)) {
      throw new CoreError(
        'bad-argument',
        `drivenFlow: the model is driven by the input '${force.name}', number ${force.input + 1}, but ${values.length} inputs were given.`,
        { hint: 'Take the inputs of the data the model was learned from.' },
      );
    }
  }
  const read = (time: number): void => {
    if (values.length === 0) return;
    const after = firstAfter(times, time);
    const [left, right] = [Math.max(0, after - 1), Math.min(after, count - 1)];
    const share = left === right ? 0 : (time - times[left]!) / (times[right]! - times[left]!);
    for (let i = 0; i < values.length; i++) {
      const from = inputs[left * values.length + i]!;
      values[i] = from + share * (inputs[right * values.length + i]! - from);
    }
  };
  return { values, read };
}

/** Index of the first time that is later; the number of times when none is. */
function firstAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
