import type { TaskContext } from '../kernels/index.ts';
import { PANEL } from './sizes.ts';
import type { Workspace } from './workspace.ts';

/**
 * Folds the first `blocks` blocks of rows into the triangle, by all threads together. Block after block, panel after panel: panel p of block b may be
 * factored when block b − 1 has finished it and the panels before it were applied to it; it is then applied to the columns right of it. A thread takes the
 * first column (of PANEL columns) that can go on, and applies all panels that are ready, so blocks overlap and no thread waits for a barrier.
 * What is applied to a column, and in which order, does not depend on who does it.
 */
export function foldBlocks(space: Workspace, context: TaskContext, blocks: number): void {
  const { words, layout } = space;
  const complete = completeWord(space);
  const wanted = blocks * (layout.panels + 1);
  for (;;) {
    const seen = context.progress();
    if (Atomics.load(words, complete) === wanted) return;
    const claimed = claim(space, blocks);
    if (claimed === null) context.await(seen);
    else advance(space, context, claimed.block, claimed.column);
  }
}

/** Makes the words of the fold ready; to be called before the phase begins. */
export function prepareFold({ words, layout, sizes }: Workspace): void {
  words.fill(0, layout.foldWords / 4, layout.foldWords / 4 + sizes.blocks * (layout.panels + 2) + 1);
}

/** State of a column of a block: twice the panels applied (its own factorisation included), plus 1 while a thread works on it. */
function stateWord({ layout }: Workspace, block: number, column: number): number {
  return layout.foldWords / 4 + block * (layout.panels + 2) + 1 + column;
}

/** Panels of a block that are factored. */
function factoredWord({ layout }: Workspace, block: number): number {
  return layout.foldWords / 4 + block * (layout.panels + 2);
}

function completeWord({ layout, sizes }: Workspace): number {
  return layout.foldWords / 4 + sizes.blocks * (layout.panels + 2);
}

/** How far a column can go now: panels that are factored here and through in the block before. */
function reachable(space: Workspace, block: number, column: number): number {
  const { words } = space;
  const before = block === 0 ? Infinity : Atomics.load(words, stateWord(space, block - 1, column)) >> 1;
  const factored = Atomics.load(words, factoredWord(space, block));
  // Its own panel comes last; the right side, the last column, has none.
  const own = column < space.layout.panels && factored === column ? column + 1 : factored;
  return Math.min(before, own);
}

/** The panels a column takes in all. */
function lastState({ layout }: Workspace, column: number): number {
  return column < layout.panels ? column + 1 : layout.panels;
}

function claim(space: Workspace, blocks: number): { readonly block: number; readonly column: number } | null {
  const { words, layout } = space;
  for (let block = 0; block < blocks; block++) {
    for (let column = 0; column <= layout.panels; column++) {
      const word = stateWord(space, block, column);
      const state = Atomics.load(words, word);
      if ((state & 1) === 1) continue;
      const applied = state >> 1;
      if (applied === lastState(space, column) || reachable(space, block, column) <= applied) continue;
      if (Atomics.compareExchange(words, word, state, state | 1) === state) return { block, column };
    }
  }
  return null;
}

/** Does for a claimed column whatever is ready, then gives it back. */
function advance(space: Workspace, context: TaskContext, block: number, column: number): void {
  const { words } = space;
  const word = stateWord(space, block, column);
  const last = lastState(space, column);
  let applied = Atomics.load(words, word) >> 1;
  while (applied < last && applied < reachable(space, block, column)) {
    if (applied === column) {
      factor(space, block, column);
      Atomics.store(words, factoredWord(space, block), column + 1);
    } else {
      apply(space, block, applied, column);
    }
    applied++;
    Atomics.store(words, word, (applied << 1) | 1);
    context.announce();
  }
  if (applied === last) Atomics.add(words, completeWord(space), 1);
  Atomics.store(words, word, applied << 1);
  context.announce();
}

function widthOf({ layout, sizes }: Workspace, column: number): number {
  return column === layout.panels ? 1 : Math.min(PANEL, sizes.padded - column * PANEL);
}

function places({ layout, sizes }: Workspace, block: number, panel: number, column: number) {
  const first = column === layout.panels ? sizes.padded : column * PANEL;
  return {
    b: layout.b + block * layout.blockBytes + first * layout.ldb,
    r: layout.r + first * layout.ldr + 8 * panel * PANEL,
    t: layout.t + 8 * (block * layout.panels + panel) * PANEL * PANEL,
  };
}

function factor(space: Workspace, block: number, panel: number): void {
  const { host, layout, sizes, scratch } = space;
  const { b, r, t } = places(space, block, panel, panel);
  const width = widthOf(space, panel);
  host.kernels.factorPanel(sizes.blockRows, width, b, layout.ldb, r, layout.ldr, t, 8 * PANEL, scratch);
}

function apply(space: Workspace, block: number, panel: number, column: number): void {
  const { host, layout, sizes, scratch } = space;
  const { b: v, t } = places(space, block, panel, panel);
  const { b: c, r } = places(space, block, panel, column);
  const width = widthOf(space, panel);
  const { ldb, ldr } = layout;
  host.kernels.applyPanel(
    sizes.blockRows,
    width,
    v,
    ldb,
    t,
    8 * PANEL,
    r,
    ldr,
    c,
    ldb,
    widthOf(space, column),
    scratch,
  );
}
