import { motionBand, motionLimits } from '../../core/experiment/index.ts';
import { integrators, integrateSteps } from '../../core/integrators/index.ts';
import { energyDrift } from '../../core/metrics/index.ts';
import { energiesOf, flowOf, type TrainedModel } from '../../core/network/index.ts';
import { AppError } from '../api/app-error.ts';
import type { Rollout } from '../api/contract.ts';
import type { LearnedModel, RolloutRequest } from '../jobs/messages.ts';
import { planeCoverage } from './coverage.ts';

/** Steps of one motion, and steps times numbers of the model: a second or two on the warm worker, which answers nobody else meanwhile. */
const MAX_STEPS = 50_000;
const MAX_STEPS_TIMES_PARAMETERS = 60_000_000;

/**
 * The learned model's motion from a state, by the run's integrator with steps no longer than the run's own step.
 * The energy drift is taken over every step, the returned states are `points` of them, evenly spaced; where the motion leaves
 * ten boxes it ends with the last state inside. Known inputs and drives are left out.
 * @throws AppError `too-large` when the duration needs more steps than that; CoreError `no-convergence`
 */
export function rollOut(learned: LearnedModel, { state, duration, points }: RolloutRequest): Rollout {
  const { model, box } = learned;
  const size = 2 * model.dof;
  const interval = duration / (points - 1);
  const every = Math.max(1, Math.ceil(interval / learned.stepSize - 1e-9));
  const steps = every * (points - 1);
  const most = Math.min(MAX_STEPS, Math.floor(MAX_STEPS_TIMES_PARAMETERS / numbersIn(model)));
  if (steps > most) throw tooLong(duration, steps, { most, stepSize: learned.stepSize });
  const motion = integrateSteps(
    {
      integrator: integrators.get(learned.integrator),
      flow: flowOf(model),
      start: Float64Array.from(state),
      limits: motionLimits(model, box),
    },
    { stepSize: interval / every, steps },
  );
  const energy = energiesOf(model, motion.states, motion.times.length) ?? new Float64Array();
  const kept = keptRows(motion.times.length, every);
  const times = pick(motion.times, kept, 1);
  const states = pick(motion.states, kept, size);
  return {
    times,
    states,
    energy: energy.length === 0 ? energy : pick(energy, kept, 1),
    energyDrift: energyDrift(energy),
    startsCovered: isCovered(learned, state),
    leftTheBox: motion.end !== 'complete',
    band: bandOf(learned, times, states),
  };
}

/**
 * The band of a motion that nothing pushes from outside: known inputs are 0, as in the motion itself; null also for a model with a drive of its own,
 * which the motion leaves out.
 */
function bandOf({ model, uncertainty, box }: LearnedModel, times: Float64Array, states: Float64Array): Rollout['band'] {
  if (uncertainty === null || model.kind !== 'identified-hamiltonian' || times.length < 2) return null;
  if (model.forces.some(({ kind }) => kind === 'harmonic')) return null;
  const inputCount = Math.max(0, ...model.forces.map((force) => (force.kind === 'input' ? force.input + 1 : 0)));
  const inputs = inputCount === 0 ? null : new Float64Array(inputCount * times.length);
  return motionBand({ ...uncertainty, model, box, times, predicted: states, inputs });
}

/** Numbers that one evaluation of the model reads. */
function numbersIn(model: TrainedModel): number {
  if (model.kind === 'sampled-hamiltonian') return model.width * (2 * model.dof + 2);
  if (model.kind !== 'identified-hamiltonian') return model.network.parameters.length;
  return model.weights.length + model.biases.length + model.coefficients.length;
}

/** True when the state lies near training states in the (q, p) plane of every degree of freedom. */
function isCovered({ model: { dof }, trainStates, box }: LearnedModel, state: readonly number[]): boolean {
  return Array.from({ length: dof }, (_, axis) => axis).every((axis) =>
    planeCoverage(trainStates, box, axis)(state[axis]!, state[dof + axis]!),
  );
}

/** Every `every`-th row and the last one. */
function keptRows(count: number, every: number): number[] {
  const rows = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
  if (count > 0 && (count - 1) % every !== 0) rows.push(count - 1);
  return rows;
}

function pick(values: Float64Array, rows: readonly number[], size: number): Float64Array {
  const out = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(values.subarray(row * size, (row + 1) * size), i * size);
  });
  return out;
}

function tooLong(
  duration: number,
  steps: number,
  { most, stepSize }: { readonly most: number; readonly stepSize: number },
): AppError {
  const longest = Number((most * stepSize).toPrecision(3));
  return new AppError(
    'too-large',
    `A motion of length ${duration} needs ${steps} steps; at most ${most} are computed.`,
    {
      hint: `Choose a duration of at most ${longest}, and fewer points.`,
      context: { duration, steps, longest },
    },
  );
}
