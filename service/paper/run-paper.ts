import { setImmediate as nextTurn } from 'node:timers/promises';
import { runRepeat, type PaperCell } from '../../core/paper/index.ts';
import type { SolveMeans } from '../../core/experiment/forecast.ts';
import type { Team } from '../../core/kernels/index.ts';
import { toJobFailure } from '../jobs/job-failure.ts';
import { meansOf, openTeam } from '../jobs/open-team.ts';
import { paperRow, type PaperRow } from './paper-row.ts';
import type { PaperPlan, PaperRequest } from './plan-paper.ts';

/** Which repeat begins. */
export interface PaperStep {
  /** Counted from 1. */
  readonly index: number;
  readonly total: number;
  readonly cell: PaperCell;
  readonly seed: number;
}

/** Who is told what happens. */
export interface PaperListener {
  readonly onBegin: (step: PaperStep) => void;
  /** Gets what a repeat gave, as soon as it has ended. */
  readonly onEnd: (row: PaperRow) => void;
  /** Gets the stack of a bug. */
  readonly log: (line: string) => void;
}

/**
 * Runs every cell of a plan as often as it says, one training after the other, so that none slows another down. A repeat that fails
 * becomes a row with its error, and the others go on. Each solve gets all threads.
 * @param means the usual ones of this machine where nothing is said
 */
export async function runPaper(
  { cells, request }: PaperPlan,
  { onBegin, onEnd, log }: PaperListener,
  means: Partial<SolveMeans> = {},
): Promise<PaperRow[]> {
  const rows: PaperRow[] = [];
  const team = openTeam(meansOf(means));
  const total = cells.length * request.repeats;
  try {
    for (const cell of cells) {
      for (let repeat = 0; repeat < request.repeats; repeat++) {
        const seed = request.seed + repeat;
        onBegin({ index: rows.length + 1, total, cell, seed });
        // Lets what was reported be written before the thread is busy again.
        await nextTurn();
        const row = runOne(cell, seed, { request, team, log });
        rows.push(row);
        onEnd(row);
      }
    }
    return rows;
  } finally {
    team.disband();
  }
}

interface Repeats {
  readonly request: PaperRequest;
  readonly team: Team;
  readonly log: (line: string) => void;
}

function runOne(cell: PaperCell, seed: number, { request, team, log }: Repeats): PaperRow {
  const { adamSteps, timeBudget } = request;
  const { threads } = team;
  const training = { ...(adamSteps !== null && { steps: adamSteps }), ...(timeBudget !== null && { timeBudget }) };
  const ports = { report: () => undefined, now: () => performance.now(), team };
  try {
    return paperRow(cell, seed, { threads, result: runRepeat(cell, { seed, training, ...ports }), error: null });
  } catch (thrown) {
    const { error, stack } = toJobFailure(thrown);
    if (stack !== null) log(stack);
    return paperRow(cell, seed, { threads, result: null, error });
  }
}
