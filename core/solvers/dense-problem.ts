import { CoreError } from '../errors.ts';
import type { LeastSquaresProblem } from './least-squares-solver.ts';

/**
 * Wraps a matrix that is already in memory. @param a (rows, columns) row-major   @param b (rows)
 * @throws CoreError `bad-argument` when the lengths do not belong together
 */
export function denseProblem(rows: number, columns: number, a: Float64Array, b: Float64Array): LeastSquaresProblem {
  if (a.length !== rows * columns || b.length !== rows) {
    throw new CoreError(
      'bad-argument',
      `denseProblem: expected ${rows * columns} and ${rows} numbers, got ${a.length} and ${b.length}.`,
    );
  }
  return {
    rows,
    columns,
    writeRows: (from, to, out) => {
      for (let i = from, at = 0; i < to; i++, at += columns + 1) {
        out.set(a.subarray(i * columns, (i + 1) * columns), at);
        out[at + columns] = b[i]!;
      }
    },
  };
}
