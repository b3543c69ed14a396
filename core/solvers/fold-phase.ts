import type { TaskContext } from '../kernels/index.ts';
import { PANEL } from './sizes.ts';
import type { Workspace } from './workspace.ts';

/**
 * Folds the first `blocks` blocks of rows into the triangle, by all threads together. Block after block, panel after panel: panel p of block b may be
 * factored when block b − 1 has finished it and the panels before it were applied to it; it is then applied to the columns right of it. A thread takes the
 * first group of columns that can go on, and applies all panels that are ready, so blocks overlap and no thread waits for a barrier.
 * What is applied to a column, and in which order, does not depend on who does it.
 */
export function foldBlocks(space: Workspace, context: TaskContext, blocks: number): void {
  const { words, layout } = space;
  const complete = completeWord(space);
  const wanted = blocks * (layout.columnGroups + 1);
  for (;;) {
    const seen = context.progress();
    if (Atomics.load(words, complete) === wanted) return;
    const claimed = claim(space, blocks);
    if (claimed === null) context.await(seen);
    else advance(space, context, claimed.block, claimed.group);
  }
}

/** Makes the words of the fold ready; to be called before the phase begins. */
export function prepareFold({ words, layout, sizes }: Workspace): void {
  words.fill(0, layout.foldWords / 4, layout.foldWords / 4 + sizes.blocks * (layout.columnGroups + 2) + 1);
}

/** State of a group in a block: twice the panels applied (its own factorisations included), plus 1 while a thread works on it. */
function stateWord({ layout }: Workspace, block: number, group: number): number {
  return layout.foldWords / 4 + block * (layout.columnGroups + 2) + 1 + group;
}

/** Panels of a block that are factored. */
function factoredWord({ layout }: Workspace, block: number): number {
  return layout.foldWords / 4 + block * (layout.columnGroups + 2);
}

function completeWord({ layout, sizes }: Workspace): number {
  return layout.foldWords / 4 + sizes.blocks * (layout.columnGroups + 2);
}

/** The first panel of a group; beyond the last one for the right side, which has none. */
function firstPanel({ layout }: Workspace, group: number): number {
  return Math.min(group * layout.panelsPerGroup, layout.panels);
}

/** The panels a group takes in all: those before it, and its own. */
function lastState(space: Workspace, group: number): number {
  return firstPanel(space, group + 1);
}

/** How far a group can go now: panels that are factored here and through in the block before; its own when all others are. */
function reachable(space: Workspace, block: number, group: number): number {
  const { words } = space;
  const before = block === 0 ? Infinity : Atomics.load(words, stateWord(space, block - 1, group)) >> 1;
  const factored = Atomics.load(words, factoredWord(space, block));
  return Math.min(before, factored < firstPanel(space, group) ? factored : lastState(space, group));
}

function claim(space: Workspace, blocks: number): { readonly block: number; readonly group: number } | null {
  const { words, layout } = space;
  for (let block = 0; block < blocks; block++) {
    for (let group = 0; group <= layout.columnGroups; group++) {
      const word = stateWord(space, block, group);
      const state = Atomics.load(words, word);
      if ((state & 1) === 1) continue;
      const applied = state >> 1;
      if (applied === lastState(space, group) || reachable(space, block, group) <= applied) continue;
      if (Atomics.compareExchange(words, word, state, state | 1) === state) return { block, group };
    }
  }
  return null;
}

/** Does for a claimed group whatever is ready, then gives it back. */
function advance(space: Workspace, context: TaskContext, block: number, group: number): void {
  const { words } = space;
  const word = stateWord(space, block, group);
  const last = lastState(space, group);
  const own = firstPanel(space, group);
  let applied = Atomics.load(words, word) >> 1;
  while (applied < last && applied < reachable(space, block, group)) {
    if (applied >= own) {
      factor(space, block, applied);
      if (applied + 1 < last) apply(space, block, applied, columnsOf(space, applied + 1, last));
      Atomics.store(words, factoredWord(space, block), applied + 1);
    } else {
      apply(space, block, applied, columnsOf(space, own, last));
    }
    applied++;
    Atomics.store(words, word, (applied << 1) | 1);
    context.announce();
  }
  if (applied === last) Atomics.add(words, completeWord(space), 1);
  Atomics.store(words, word, applied << 1);
  context.announce();
}

interface Columns {
  readonly first: number;
  readonly count: number;
}

/** The columns of the panels from … to − 1; the right side when there are no panels from there on. */
function columnsOf({ layout, sizes }: Workspace, from: number, to: number): Columns {
  if (from === layout.panels) return { first: sizes.padded, count: 1 };
  const first = from * PANEL;
  return { first, count: Math.min(to * PANEL, sizes.padded) - first };
}

/** Where the part of a block, the rows of a panel in R, and the T of a panel lie. */
function placesOf({ layout }: Workspace, block: number, panel: number, column: number) {
  return {
    b: layout.b + block * layout.blockBytes + column * layout.ldb,
    r: layout.r + column * layout.ldr + 8 * panel * PANEL,
    t: layout.t + 8 * (block * layout.panels + panel) * PANEL * PANEL,
  };
}

function factor(space: Workspace, block: number, panel: number): void {
  const { host, layout, sizes, scratch } = space;
  const { first, count } = columnsOf(space, panel, panel + 1);
  const { b, r, t } = placesOf(space, block, panel, first);
  host.kernels.factorPanel(sizes.blockRows, count, b, layout.ldb, r, layout.ldr, t, 8 * PANEL, scratch);
}

function apply(space: Workspace, block: number, panel: number, { first, count }: Columns): void {
  const { host, layout, sizes, scratch } = space;
  const own = columnsOf(space, panel, panel + 1);
  const { b: v, t } = placesOf(space, block, panel, own.first);
  const { b: c, r } = placesOf(space, block, panel, first);
  const { ldb, ldr } = layout;
  const rows = sizes.blockRows;
  host.kernels.applyPanel(rows, own.count, v, ldb, t, 8 * PANEL, r, ldr, c, ldb, count, scratch);
}
