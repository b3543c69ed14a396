import { PHASE } from './phases.ts';
import { fold } from './session.ts';
import type { Session } from './session.ts';
import { fillWithRows, isStreamed } from './streamed-rows.ts';
import { fillTasks, tilesPerBlock } from './tile-phases.ts';

/** Fills and folds one window of blocks after the other; dense rows stand below the last tile. */
export function foldAllRows(session: Session): void {
  const { space, report } = session;
  const { sizes } = space;
  const perBlock = tilesPerBlock(space);
  const tileRows = sizes.tilePoints * sizes.components;
  const tileBlocks = Math.ceil(sizes.tiles / perBlock);
  const used = (sizes.tiles - (tileBlocks - 1) * perBlock) * tileRows;
  const hasRoom = used + sizes.extraRows <= sizes.blockRows;
  const total = tileBlocks + (hasRoom ? 0 : 1);
  for (let first = 0; first < total; first += sizes.blocks) {
    const blocks = Math.min(sizes.blocks, total - first);
    if (isStreamed(session)) fillWithRows(session, first * perBlock * tileRows, blocks);
    else session.run(PHASE.fill, fillTasks(space, blocks), first * perBlock);
    const last = total - 1 - first;
    if (last < blocks) writeExtraRows(session, last * sizes.blockRows + (hasRoom ? used : 0));
    fold(session, blocks);
    report((first + blocks) / (total + 1));
  }
}

/** Writes the dense rows into the blocks, from a row on, counted over all blocks in memory. */
export function writeExtraRows({ space }: Session, firstRow: number): void {
  const { floats, layout, sizes } = space;
  const { padded, blockRows } = sizes;
  for (let i = 0; i < sizes.extraRows; i++) {
    const block = Math.floor((firstRow + i) / blockRows);
    const row = firstRow + i - block * blockRows;
    const at = (column: number) => (layout.b + block * layout.blockBytes + column * layout.ldb) / 8 + row;
    for (let j = 0; j < padded; j++) floats[at(j)] = floats[layout.extra / 8 + i * padded + j]!;
    floats[at(padded)] = floats[layout.extraTargets / 8 + i]!;
  }
}
