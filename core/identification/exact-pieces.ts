import type { Trajectory } from '../datasets/dataset.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import type { SmoothedPiece } from '../fit/rows/index.ts';
import { stepStencils } from '../fit/rows/stencils.ts';

/** Largest disagreement of states and derivatives, in standard deviations, of data without noise. */
const LARGEST = 1e-6;

/**
 * The rows as they are where they carry a derivative, with it beside them. @param all the trajectories of the data set, whose places the pieces name
 * @param takesAll also rows without a derivative
 */
export function exactPieces(
  train: readonly TrajectoryPiece[],
  all: readonly Trajectory[],
  takesAll = false,
): SmoothedPiece[] {
  return train
    .map(({ trajectory, from, to }) => ({
      trajectory,
      from: takesAll ? from : Math.max(from, trajectory.fitRange[0]),
      to: takesAll ? to : Math.min(to, trajectory.fitRange[1]),
    }))
    .filter(({ from, to }) => to > from)
    .map(({ trajectory, from, to }) => {
      const { times, states, derivatives, inputs } = trajectory;
      const size = states.length / times.length;
      const measured = states.subarray(from * size, to * size);
      const count = (inputs?.length ?? 0) / times.length;
      return {
        trajectory: all.indexOf(trajectory),
        times: times.subarray(from, to),
        ...{ measured, smooth: measured },
        rates: derivatives.subarray(from * size, to * size),
        inputs: inputs?.subarray(from * count, to * count) ?? new Float64Array(),
      };
    });
}

/**
 * True when the derivatives beside the states are exact: given on every row, and their integral over each step (by the polynomial of degree 5 through six of
 * them) is the difference of the states to 10⁻⁶ of their standard deviation, in the root mean square of each channel.
 */
export function areDerivativesExact(train: readonly TrajectoryPiece[], deviations: Float64Array): boolean {
  const isGiven = train.every(
    ({
      trajectory: {
        times,
        fitRange: [from, to],
      },
    }) => from === 0 && to === times.length,
  );
  if (!isGiven) return false;
  const squares = new Float64Array(deviations.length);
  let steps = 0;
  for (const { times, measured, rates } of exactPieces(train, [])) {
    if (times.length < 6) continue;
    for (const { first, data, rate } of stepStencils(times)) {
      steps++;
      for (let a = 0; a < squares.length; a++) {
        let gap = 0;
        for (let m = 0; m < data.length; m++) {
          const entry = (first + m) * squares.length + a;
          gap += data[m]! * measured[entry]! - rate[m]! * rates[entry]!;
        }
        squares[a]! += gap * gap;
      }
    }
  }
  return steps > 0 && squares.every((square, a) => Math.sqrt(square / steps) <= LARGEST * deviations[a]!);
}
