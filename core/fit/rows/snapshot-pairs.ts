import type { RowType } from './row-type.ts';
import { strongRows } from './strong-rows.ts';

/** (x_{k+1} − x_k)/h = J∇Ĥ(q_{k+1}, p_k), as symplectic Euler steps: what is learned is its modified energy, see `correctedEnergy`. */
export const snapshotPairRows: RowType = {
  id: 'snapshot-pairs',
  label: 'Snapshot pairs',
  summary: 'Differences of neighbouring samples: for data that come as pairs, without much noise.',
  channels: 'states',
  minSamples: 2,
  points: ({ times, measured }) => {
    const size = measured.length / times.length;
    const points = measured.slice();
    for (let at = 0; at + size < points.length; at += size) {
      for (let k = 0; k < size / 2; k++) points[at + k] = measured[at + size + k]!;
    }
    return points;
  },
  write: (input) => {
    const { times, measured } = input.piece;
    const size = input.noise.length;
    return strongRows(
      input,
      [0, times.length - 1],
      (i, a) => (measured[(i + 1) * size + a]! - measured[i * size + a]!) / (times[i + 1]! - times[i]!),
    );
  },
};
