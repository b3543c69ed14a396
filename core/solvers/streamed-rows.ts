/** A matrix whose rows are written, and which is too large to be kept: every pass asks for its rows again, by the calling thread alone. */
import { forEachRow } from './load-problem.ts';
import type { Session } from './session.ts';

export function isStreamed({ space: { sizes } }: Session): boolean {
  return sizes.inputs === 0 && sizes.keptTiles === 0;
}

/** Adds the squares of the scaled matrix, column by column. @param squares (padded) */
export function addRowNorms({ problem, scaling }: Session, squares: Float64Array): void {
  forEachRow(problem, 0, problem.rows, (_row, values, at) => {
    for (let j = 0; j < problem.columns; j++) squares[j]! += (values[at + j]! / scaling.matrix) ** 2;
  });
}

/** Fills blocks with the rows from `firstRow` on, and zeros after the last one. */
export function fillWithRows({ space, problem, scaling }: Session, firstRow: number, blocks: number): void {
  const { floats, layout, sizes } = space;
  floats.fill(0, layout.b / 8, (layout.b + blocks * layout.blockBytes) / 8);
  const end = Math.min(problem.rows, firstRow + blocks * sizes.blockRows);
  forEachRow(problem, firstRow, end, (row, values, from) => {
    const block = Math.floor((row - firstRow) / sizes.blockRows);
    const at = (layout.b + block * layout.blockBytes) / 8 + ((row - firstRow) % sizes.blockRows);
    const stride = layout.ldb / 8;
    for (let j = 0; j < problem.columns; j++) floats[at + j * stride] = values[from + j]! / scaling.matrix;
    floats[at + sizes.padded * stride] = values[from + problem.columns]! / scaling.right;
  });
}

/** ‖A w − b‖² of the scaled problem. */
export function squaredResidual({ problem, scaling }: Session, w: Float64Array): number {
  let squared = 0;
  forEachRow(problem, 0, problem.rows, (_row, values, at) => {
    let sum = -values[at + problem.columns]! / scaling.right;
    for (let j = 0; j < problem.columns; j++) sum += (values[at + j]! / scaling.matrix) * w[j]!;
    squared += sum * sum;
  });
  return squared;
}
