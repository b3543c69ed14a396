import { ARGUMENTS_AT, helpTeam, SIZES_AT, MAX_SIZES, WORD } from '../kernels/index.ts';
import type { RunTask, TaskContext, ThreadWork } from '../kernels/index.ts';
import { foldBlocks } from './fold-phase.ts';
import { unpackSizes } from './sizes.ts';
import { sketchColumns } from './sketch-phase.ts';
import { fillBlock, normsOfGroup, passOverGroup } from './tile-phases.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Numbers of the phases that a team works through. */
export const PHASE = { sketch: 0, fill: 1, fold: 2, pass: 3, norms: 4 } as const;

/** Makes the function that does a task of any phase on one thread; it opens the workspace anew when the team turns to another computation. */
export function taskRunner(): RunTask {
  let version = -1;
  let space: Workspace | null = null;
  return (phase, task, context) => {
    const current = Atomics.load(context.host.words(), WORD.version);
    if (space === null || current !== version) {
      const numbers = context.host.floats().slice(SIZES_AT, SIZES_AT + MAX_SIZES);
      space = openWorkspace(context.host, unpackSizes(numbers), context.thread);
      version = current;
    }
    runPhase(space, phase, task, context);
  };
}

function runPhase(space: Workspace, phase: number, task: number, context: TaskContext): void {
  const first = space.floats[ARGUMENTS_AT]!;
  const second = space.floats[ARGUMENTS_AT + 1]!;
  switch (phase) {
    case PHASE.sketch:
      sketchColumns(space, task, { firstTile: first, tiles: second });
      return;
    case PHASE.fill:
      fillBlock(space, task, first);
      return;
    case PHASE.fold:
      foldBlocks(space, context, first);
      return;
    case PHASE.pass:
      passOverGroup(space, task, first, second);
      return;
    case PHASE.norms:
      normsOfGroup(space, task);
      return;
    default:
      throw new Error(`runPhase: unknown phase ${phase}`);
  }
}

/** The life of a helping thread of a solver's team. */
export function assist(work: ThreadWork): void {
  helpTeam(work, taskRunner());
}
