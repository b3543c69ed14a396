import type { RowBlock, RowInput } from './row-type.ts';

/** Rows ẋ_a = Σ F_a c at single samples, divided by the noise of the channel. @param rate value that the row of a sample and channel is set equal to */
export function strongRows(
  { columns, field, noise, offset }: RowInput,
  range: readonly [from: number, to: number],
  rate: (sample: number, channel: number) => number,
): RowBlock {
  const channels = noise.length;
  const [from, to] = range;
  const rows = Math.max(0, to - from) * channels;
  const values = new Float64Array(rows * (columns + 1));
  let at = 0;
  for (let i = from; i < to; i++) {
    for (let a = 0; a < channels; a++, at += columns + 1) {
      const inverse = 1 / noise[a]!;
      const entry = i * channels + a;
      for (let j = 0; j < columns; j++) values[at + j] = inverse * field[entry * columns + j]!;
      values[at + columns] = inverse * (rate(i, a) - (offset?.[entry] ?? 0));
    }
  }
  return { rows, columns, values };
}
