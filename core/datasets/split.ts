import { CoreError } from '../errors.ts';
import type { Split } from '../experiment/run-config.ts';
import { createRandom } from '../random.ts';
import type { Dataset, Trajectory } from './dataset.ts';

/** From this many trajectories on, a fraction holds out whole ones. */
const MIN_TRAJECTORIES_FOR_WHOLE = 3;

/** A run of rows of one trajectory. */
export interface TrajectoryPiece {
  readonly trajectory: Trajectory;
  /** Half-open range of rows. */
  readonly from: number;
  readonly to: number;
}

/** A data set cut in two. */
export interface SplitDataset {
  readonly train: readonly TrajectoryPiece[];
  readonly heldOut: readonly TrajectoryPiece[];
  /** Ids of trajectories held out whole; empty when the cut is in time or nothing is held out. */
  readonly heldOutTrajectories: readonly string[];
  /** One sentence for the user. */
  readonly description: string;
}

/**
 * Cuts a data set into training and held-out pieces. Whole trajectories by name; or a fraction: of the trajectories, drawn by
 * the seed, when there are at least three, otherwise of the time at the end of each one. A fraction of 0 holds out nothing.
 * @throws CoreError `unknown-id` for a name that does not occur, `bad-argument` when nothing would be left to train on
 */
export function splitDataset(dataset: Dataset, split: Split, seed: number): SplitDataset {
  const { trajectories } = dataset;
  if (split.kind === 'trajectories') return holdOutNamed(trajectories, split.heldOut);
  const { fraction } = split;
  if (!(fraction >= 0 && fraction < 1)) {
    throw new CoreError('bad-argument', `The held-out fraction must be at least 0 and below 1, got ${fraction}.`, {
      hint: 'Choose for example 0.2.',
      context: { fraction },
    });
  }
  if (fraction === 0) {
    return {
      train: trajectories.map(wholePiece),
      heldOut: [],
      heldOutTrajectories: [],
      description: 'Nothing is held out.',
    };
  }
  if (trajectories.length < MIN_TRAJECTORIES_FOR_WHOLE) return holdOutInTime(trajectories, fraction);
  const count = Math.min(trajectories.length - 1, Math.max(1, Math.round(fraction * trajectories.length)));
  return holdOutNamed(trajectories, drawIds(trajectories, count, seed));
}

function holdOutNamed(trajectories: readonly Trajectory[], heldOut: readonly string[]): SplitDataset {
  const ids = trajectories.map((trajectory) => trajectory.id);
  for (const id of heldOut) {
    if (!ids.includes(id)) {
      throw new CoreError('unknown-id', `There is no trajectory '${id}' in the data.`, {
        hint: `The trajectories are: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}.`,
        context: { id },
      });
    }
  }
  const kept = trajectories.filter((trajectory) => !heldOut.includes(trajectory.id));
  const taken = trajectories.filter((trajectory) => heldOut.includes(trajectory.id));
  if (kept.length === 0) {
    throw new CoreError(
      'bad-argument',
      `All ${trajectories.length} trajectories are held out: nothing is left to learn from.`,
      {
        hint: 'Hold out fewer of them, or a fraction of the time.',
      },
    );
  }
  return {
    train: kept.map(wholePiece),
    heldOut: taken.map(wholePiece),
    heldOutTrajectories: taken.map((trajectory) => trajectory.id),
    description: taken.length === 0 ? 'Nothing is held out.' : describeWhole(taken, trajectories.length),
  };
}

function describeWhole(taken: readonly Trajectory[], total: number): string {
  const names = taken.slice(0, 5).map((trajectory) => trajectory.id);
  const more = taken.length > 5 ? ', …' : '';
  const verb = taken.length === 1 ? 'is' : 'are';
  return `${taken.length} of ${total} trajectories ${verb} held out: ${names.join(', ')}${more}.`;
}

/**
 * Cuts every trajectory in time. Where derivatives were estimated (the ends then lie outside `fitRange` by half a window), one window of
 * rows before the cut is used for neither side: their derivatives have seen the rows after it.
 */
function holdOutInTime(trajectories: readonly Trajectory[], fraction: number): SplitDataset {
  const train: TrajectoryPiece[] = [];
  const heldOut: TrajectoryPiece[] = [];
  let unused = 0;
  for (const trajectory of trajectories) {
    const { times, fitRange } = trajectory;
    const end = times.length;
    const cutTime = times[end - 1]! - fraction * (times[end - 1]! - times[0]!);
    const firstHeldOut = times.findIndex((time) => time >= cutTime);
    // At least one row stays on each side of the cut; a trajectory of one row is trained on.
    const cut = end < 2 ? end : Math.min(end - 1, Math.max(1, firstHeldOut));
    const lastTrained = cut < end ? Math.max(1, cut - 2 * fitRange[0]) : cut;
    unused += cut - lastTrained;
    train.push({ trajectory, from: 0, to: lastTrained });
    if (cut < end) heldOut.push({ trajectory, from: cut, to: end });
  }
  const percent = Math.round(1000 * fraction) / 10;
  const what = trajectories.length === 1 ? 'the trajectory' : 'each trajectory';
  return {
    train,
    heldOut,
    heldOutTrajectories: [],
    description:
      `The last ${percent}\u2009% in time of ${what} is held out.` +
      (unused === 0 ? '' : ` The ${unused} rows before it share a derivative window with it and are used for neither.`),
  };
}

function wholePiece(trajectory: Trajectory): TrajectoryPiece {
  return { trajectory, from: 0, to: trajectory.times.length };
}

/** `count` different ids, by the first steps of a Fisher–Yates shuffle. */
function drawIds(trajectories: readonly Trajectory[], count: number, seed: number): string[] {
  const random = createRandom(seed, 'split');
  const ids = trajectories.map((trajectory) => trajectory.id);
  for (let i = 0; i < count; i++) {
    const chosen = i + random.integer(ids.length - i);
    [ids[i], ids[chosen]] = [ids[chosen]!, ids[i]!];
  }
  return ids.slice(0, count);
}
