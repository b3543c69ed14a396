/** The life of runs: from the row `queued` through the queue and a worker to a settled row. Each change is written before it is announced. */
import { AppError, toWireError, type WireError } from './api/app-error.ts';
import type { EventFrame, RunSummary } from './api/contract.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import type { SolveMeans } from '../core/experiment/forecast.ts';
import type { RunJob } from './jobs/messages.ts';
import { shareOf } from './jobs/open-team.ts';
import type { JobEnd, Runner } from './jobs/runner.ts';
import { isOwnerAlive } from './store/owner-lock.ts';
import type { Store } from './store/open-store.ts';
import type { EndWithoutResult, NewRun, RunRow, RunStore } from './store/run-store.ts';

/** Starts, cancels and settles runs. */
export interface RunControl {
  start(run: Omit<NewRun, 'owner' | 'appVersion'>): RunRow;
  /** Cancels a run that has not ended. @throws AppError `still-in-use` when another process works on it */
  cancel(runId: string): Promise<RunRow>;
  /** Rows as they are known here: also when the disk refuses to take the last change. */
  get(runId: string): RunRow;
  /** Those of the runs that exist. */
  find(runIds: readonly string[]): readonly RunRow[];
  list(): readonly RunRow[];
  isIdle(): boolean;
  /** Marks rows of instances that no longer run as interrupted. */
  readonly interruptOrphans: () => void;
  /** Ends what runs here; those rows become interrupted and can be started again. */
  close(): Promise<void>;
}

/** What run control needs. */
export interface RunControlPorts {
  readonly store: Store;
  readonly libraryPath: string;
  readonly owner: string;
  readonly appVersion: string;
  readonly runner: Runner;
  readonly concurrency: number;
  /** What all jobs together may use. */
  readonly means: SolveMeans;
  readonly emit: (event: EventFrame) => void;
  readonly log: (line: string) => void;
}

/** The row of a run as the contract shows it. */
export function toRunSummary(row: RunRow): RunSummary {
  const { id, status, name, config, dataName, createdAt, finishedAt, appVersion, fieldError, fitMs, error } = row;
  return { id, status, name, config, dataName, createdAt, finishedAt, appVersion, fieldError, fitMs, error };
}

export function createRunControl(ports: RunControlPorts): RunControl {
  const { store, libraryPath, owner, appVersion, emit, log } = ports;
  const ends = createEndWriter(store.runs, log);
  let isClosing = false;

  const announce = (row: RunRow): RunRow => {
    emit({ event: 'run.changed', data: toRunSummary(row) });
    return row;
  };
  const queue = createJobQueue(ports.runner, ports.concurrency, {
    started: (runId) => {
      announce(store.runs.markRunning(runId));
    },
    progressed: (runId, { phase, fraction }) => {
      emit({ event: 'run.progress', data: { runId, phase, fraction } });
    },
    ended: (runId, end) => {
      try {
        announce(settle(runId, end));
      } catch (thrown) {
        // The library cannot even be read; the queue goes on, and the next start finds the row and marks it interrupted.
        log(`run ${runId}: its end was lost: ${String(thrown)}`);
      }
    },
  });
  const settle = (runId: string, end: JobEnd): RunRow => {
    if (end.kind === 'cancelled') return ends.write(runId, isClosing ? 'interrupted' : 'cancelled', null);
    if (end.kind === 'failed') {
      if (end.failure.stack !== null) log(`run ${runId}: ${end.failure.stack}`);
      return ends.write(runId, 'failed', end.failure.error);
    }
    try {
      return store.runs.settle(runId, end.outcome);
    } catch (thrown) {
      const error = toWireError(thrown);
      if (error.code === 'unexpected') log(`run ${runId}: ${String(thrown)}`);
      return ends.write(runId, 'failed', error);
    }
  };
  const makeJob =
    (runId: string) =>
    (jobs: number): RunJob => {
      const { config } = store.runs.get(runId);
      const dataset = config.data.kind === 'dataset' ? store.datasets.load(config.data.datasetId) : null;
      return { config, dataset, ...shareOf(ports.means, jobs) };
    };
  const get = (runId: string) => ends.corrected(store.runs.get(runId));
  const interruptOrphans = () => {
    for (const other of store.runs.busyOwners()) {
      if (other === owner || isOwnerAlive(libraryPath, other)) continue;
      for (const runId of store.runs.interruptOwner(other)) announce(store.runs.get(runId));
    }
  };
  return {
    start(run) {
      ends.retry();
      const row = announce(store.runs.insert({ ...run, owner, appVersion }));
      queue.add(row.id, makeJob(row.id));
      return row;
    },
    async cancel(runId) {
      await queue.cancel(runId);
      interruptOrphans();
      const row = get(runId);
      if (!isOpen(row)) return row;
      if (row.owner === owner) return announce(ends.write(runId, 'cancelled', null));
      throw new AppError('still-in-use', `Run '${row.name}' is computed by another Phasewright process.`, {
        hint: 'Stop it there, for instance with Ctrl+C on the command line.',
        context: { runId },
      });
    },
    get,
    find: (runIds) =>
      runIds.flatMap((runId) => {
        const row = store.runs.find(runId);
        return row === null ? [] : [ends.corrected(row)];
      }),
    list: () => store.runs.list().map((row) => ends.corrected(row)),
    isIdle: () => queue.isIdle(),
    interruptOrphans,
    close: async () => {
      isClosing = true;
      await queue.close();
      ends.retry();
    },
  };
}

/** True while a run waits or is computed. */
export function isOpen({ status }: Pick<RunRow, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

/** Writes ends of runs. One that the disk refuses is kept in memory, shown as it is, and written when there is room again. */
interface EndWriter {
  write(runId: string, status: EndWithoutResult, error: WireError | null): RunRow;
  corrected(row: RunRow): RunRow;
  retry(): void;
}

interface UnwrittenEnd {
  readonly status: EndWithoutResult;
  readonly error: WireError | null;
  readonly finishedAt: string;
}

function createEndWriter(runs: RunStore, log: (line: string) => void): EndWriter {
  const unwritten = new Map<string, UnwrittenEnd>();
  const corrected = (row: RunRow): RunRow => ({ ...row, ...(isOpen(row) ? unwritten.get(row.id) : undefined) });
  const write: EndWriter['write'] = (runId, status, error) => {
    try {
      const row = runs.end(runId, status, error);
      unwritten.delete(runId);
      return row;
    } catch (thrown) {
      const { code, message } = toWireError(thrown);
      log(`run ${runId}: its end (${status}) could not be written: ${code}: ${message}`);
      unwritten.set(runId, { status, error, finishedAt: new Date().toISOString() });
      return corrected(runs.get(runId));
    }
  };
  return {
    write,
    corrected,
    retry: () => {
      for (const [runId, { status, error }] of [...unwritten]) write(runId, status, error);
    },
  };
}
