import type { TrajectoryPiece } from '../../datasets/split.ts';
import type { Trajectory } from '../../datasets/dataset.ts';
import { CoreError } from '../../errors.ts';
import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import type { Identification, IdentificationInput } from '../identification.ts';
import { identify } from '../identify.ts';
import type { IdentificationOptions } from '../options.ts';
import type { KnobId, TrustFacts } from '../report.ts';
import type { StartOptions } from './fit-start.ts';
import { forecaster, modelMover } from './forecasters.ts';
import type { FollowOptions } from './forecasters.ts';
import { predictionErrors } from './hold-out.ts';
import type { ErrorScale } from './hold-out.ts';
import { cutStretches, rowsOfSmoothed, spread } from './stretches.ts';

const MOST_TRAJECTORIES = 6;
/** A single trajectory is left out part by part. */
const PARTS = 3;

/** One part of the data that is left out once. */
interface LeftOut {
  readonly id: string;
  /** What the others are. */
  readonly others: readonly TrajectoryPiece[];
  /** The part itself, smoothed. */
  readonly pieces: readonly SmoothedPiece[];
}

/** Identifies again without each of at most six trajectories (of a single one: without each third), and lets that model predict what was left out. */
export function leaveOneOut(
  identification: Identification,
  input: IdentificationInput,
  {
    scale,
    following,
    starting,
  }: { readonly scale: ErrorScale; readonly following: FollowOptions; readonly starting: StartOptions | null },
  report: (fraction: number) => void,
): TrustFacts['leaveOneOut'] {
  const options = fixedOptions(identification, input.options);
  const parts = partsOf(identification, input);
  return parts.map(({ id, others, pieces }, index) => {
    report(index / parts.length);
    const stretches = cutStretches(pieces, scale.period);
    const model = stretches.length === 0 ? null : modelWithout(input, options, others);
    if (model === null) return { id, afterOnePeriod: null, afterThreePeriods: null };
    return { id, ...predictionErrors(forecaster(modelMover(model, following), starting), stretches, scale) };
  });
}

/** Null when the others are too few to learn from. */
function modelWithout(
  { dataset, width, seed, team }: IdentificationInput,
  options: IdentificationOptions,
  train: readonly TrajectoryPiece[],
): Identification['model'] | null {
  try {
    return identify({ dataset, train, options, width, seed, ...(team && { team }) }).model;
  } catch (error) {
    if (error instanceof CoreError && (error.code === 'too-few-rows' || error.code === 'nothing-to-learn')) return null;
    throw error;
  }
}

/** Everything that was found is given, so that only the linear solves are repeated. */
export function fixedOptions({ facts, model }: Identification, options: IdentificationOptions): IdentificationOptions {
  const valuesOf = (id: KnobId) => facts.knobs.find((knob) => knob.id === id)?.values ?? [];
  const noise = valuesOf('noise');
  return {
    ...options,
    rows: facts.rows,
    noise: noise.length === 0 ? options.noise : noise,
    smoothing: valuesOf('smoothing')[0] ?? options.smoothing,
    window: valuesOf('window')[0] ?? options.window,
    roughness: valuesOf('roughness')[0] ?? options.roughness,
    friction: facts.friction ?? 'off',
    masses: model.masses ?? options.masses,
    isMassRatioSought: false,
    positionsOnly: facts.isPositionsOnly,
  };
}

function partsOf({ pieces }: Identification, { dataset, train }: IdentificationInput): readonly LeftOut[] {
  const trajectories = [...new Set(train.map(({ trajectory }) => trajectory))];
  const piecesOf = (trajectory: Trajectory) => {
    const index = dataset.trajectories.indexOf(trajectory);
    return pieces.filter((piece) => piece.trajectory === index);
  };
  // A motion with a copy among the others would not be left out at all.
  const distinct = trajectories.filter(
    (one, index) => !trajectories.slice(0, index).some((other) => isCopy(one, other)),
  );
  const [only] = distinct;
  if (distinct.length === 1 && only !== undefined) {
    const own = train.filter(({ trajectory }) => trajectory === only);
    return thirdsOf(only, own, piecesOf(only));
  }
  return spread(distinct, MOST_TRAJECTORIES).map((trajectory) => ({
    id: trajectory.id,
    others: train.filter((piece) => piece.trajectory !== trajectory && !isCopy(piece.trajectory, trajectory)),
    pieces: piecesOf(trajectory),
  }));
}

function thirdsOf(
  trajectory: Trajectory,
  train: readonly TrajectoryPiece[],
  pieces: readonly SmoothedPiece[],
): readonly LeftOut[] {
  const { times, id } = trajectory;
  const first = Math.min(...train.map(({ from }) => times[from]!));
  const last = Math.max(...train.map(({ to }) => times[to - 1]!));
  return Array.from({ length: PARTS }, (_, part) => {
    const low = first + (part * (last - first)) / PARTS;
    const high = part === PARTS - 1 ? Infinity : first + ((part + 1) * (last - first)) / PARTS;
    const rowFrom = (time: number) => {
      const row = times.findIndex((other) => other >= time);
      return row < 0 ? times.length : row;
    };
    const [start, end] = [rowFrom(low), rowFrom(high)];
    const others = train.flatMap(({ from, to }) => [
      { trajectory, from, to: Math.min(to, start) },
      { trajectory, from: Math.max(from, end), to },
    ]);
    return {
      id: `${id}, part ${part + 1} of ${PARTS}`,
      others: others.filter(({ from, to }) => to > from),
      pieces: pieces.flatMap((piece) => {
        const inside = Array.from(piece.times.keys()).filter((i) => piece.times[i]! >= low && piece.times[i]! < high);
        return inside.length === 0 ? [] : [rowsOfSmoothed(piece, inside[0]!, inside.at(-1)! + 1)];
      }),
    };
  });
}

/** True when two trajectories agree in every digit. */
export function isCopy(a: Trajectory, b: Trajectory): boolean {
  const agree = (one: Float64Array, other: Float64Array) => one.every((value, i) => value === other[i]);
  return a !== b && a.states.length === b.states.length && agree(a.states, b.states) && agree(a.times, b.times);
}
