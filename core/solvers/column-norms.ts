import { notFinite } from './load-problem.ts';
import { PHASE } from './phases.ts';
import type { Session } from './session.ts';
import { addRowNorms, isStreamed } from './streamed-rows.ts';

/** ‖A eⱼ‖₂ of every column of the scaled matrix; its own norm is ‖A‖_F. @returns (padded) @throws CoreError `not-finite` */
export function columnNorms(session: Session): Float64Array<ArrayBuffer> {
  const { floats, layout, sizes } = session.space;
  const squares = new Float64Array(sizes.padded);
  if (isStreamed(session)) addRowNorms(session, squares);
  else {
    session.run(PHASE.norms, layout.groups);
    for (let group = 0; group < layout.groups; group++) {
      const at = (layout.partial + group * layout.groupBytes) / 8;
      for (let j = 0; j < sizes.padded; j++) squares[j]! += floats[at + j]!;
    }
  }
  for (let row = 0; row < sizes.extraRows; row++) {
    const at = layout.extra / 8 + row * sizes.padded;
    for (let j = 0; j < sizes.padded; j++) squares[j]! += floats[at + j]! ** 2;
  }
  if (!squares.every(Number.isFinite)) throw notFinite();
  return squares.map(Math.sqrt);
}
