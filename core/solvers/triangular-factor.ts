import { createTeam, singleThread } from '../kernels/index.ts';
import type { Team } from '../kernels/index.ts';
import type { LeastSquaresProblem } from './least-squares-solver.ts';
import { foldAllRows } from './row-blocks.ts';
import { openSession, startTriangle, withTeam } from './session.ts';

/**
 * R of [A | b] = Q R by Householder reflections, block of rows by block: all that a least-squares problem says, in (columns + 1)² numbers, whatever the
 * number of rows. Its last diagonal entry is the norm of what no combination of the columns reaches.
 * @returns (columns + 1, columns + 1) row-major, zeros below the diagonal; signs of rows are arbitrary
 * @throws CoreError `not-finite`, `out-of-memory`
 */
export function triangularFactor(
  problem: LeastSquaresProblem,
  team: Team = createTeam(singleThread),
): Float64Array<ArrayBuffer> {
  const order = problem.columns + 1;
  const buffer = new Float64Array(order);
  // The right side as one more column: the solver's own right side keeps only what the columns reach.
  const whole: LeastSquaresProblem = {
    rows: problem.rows,
    columns: order,
    writeRows: (from, to, out) => {
      for (let row = from, at = 0; row < to; row++, at += order + 1) {
        problem.writeRows(row, row + 1, buffer);
        out.set(buffer, at);
        out[at + order] = 0;
      }
    },
  };
  return withTeam(team, () => {
    const flops = 2 * problem.rows * order ** 2;
    const session = openSession(
      whole,
      { triangle: 'all-rows', keepsSlopes: false },
      { team, report: () => undefined },
      flops,
    );
    startTriangle(session, 0);
    foldAllRows(session);
    const { floats, layout } = session.space;
    const factor = new Float64Array(order * order);
    for (let j = 0; j < order; j++) {
      const column = (layout.r + j * layout.ldr) / 8;
      for (let i = 0; i <= j; i++) factor[i * order + j] = floats[column + i]! * session.scaling.matrix;
    }
    return factor;
  });
}
