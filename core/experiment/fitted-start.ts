import type { Identification } from '../identification/identification.ts';
import { smoothPieces } from '../identification/recording/index.ts';
import { unwrap } from '../identification/recording/read-tracks.ts';
import { fitStart } from '../identification/trust/fit-start.ts';
import { modelMover } from '../identification/trust/forecasters.ts';
import type { Limits } from '../integrators/integrate.ts';
import { motionLimits } from './motion-limits.ts';
import type { ReferenceTrajectory } from './prepared-data.ts';

/** Steps of Runge–Kutta 4 in a period. */
const STEPS_PER_PERIOD = 40;
/** Shorter motions say less about their start than their first row. */
const LEAST_ROWS = 6;

/**
 * A measured motion whose prediction starts as those that trust is measured by: where the model itself is nearest to the beginning of the motion, see
 * `fitStart`. Angles of full turns are made continuous. Exact rows start where they are.
 */
export function withFittedStart(
  reference: ReferenceTrajectory,
  { model, facts }: Identification,
  { periodic, box }: { readonly periodic: readonly number[]; readonly box: Limits },
): ReferenceTrajectory {
  const [halfWidth] = facts.knobs.find(({ id }) => id === 'smoothing')?.values ?? [];
  const { times, inputs = new Float64Array(0) } = reference;
  if (!reference.isMeasured || halfWidth === undefined || times.length < LEAST_ROWS) return reference;
  const size = 2 * model.dof;
  const states = reference.states.slice();
  for (const axis of periodic) unwrap(states, size, axis);
  const channels = facts.noise.length;
  const measured = states.filter((_, at) => at % size < channels);
  const options = { halfWidth, noise: null, deviations: new Float64Array(channels).fill(1) };
  const [piece] = smoothPieces([{ trajectory: 0, times, measured, inputs }], options).pieces;
  const { period, noise } = facts;
  const mover = modelMover(model, { limits: motionLimits(model, box), maxStep: period / STEPS_PER_PERIOD });
  return { ...reference, states, start: fitStart(mover, piece!, { noise, period, halfWidth }).start };
}
