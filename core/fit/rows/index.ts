// Ways to turn a piece of a recording into rows of the one linear problem. To add one: a file with an object that satisfies `RowType`, and a line here.
import { createRegistry } from '../../registry.ts';
import { doubleIntegralRows } from './double-integral.ts';
import { exactRows } from './exact.ts';
import { integralRows } from './integral.ts';
import { smoothedRows } from './smoothed.ts';
import { snapshotPairRows } from './snapshot-pairs.ts';
import { whitenedRows } from './whitened.ts';

export const rowTypes = createRegistry('kind of rows', [
  exactRows,
  smoothedRows,
  integralRows,
  whitenedRows,
  doubleIntegralRows,
  snapshotPairRows,
]);

export type { Piece, RowBlock, RowInput, RowType, RowTypeId, SmoothedPiece } from './row-type.ts';
