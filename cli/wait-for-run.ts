import type { RunConfig } from '../core/experiment/run-config.ts';
import type { Client, RunStatus, RunSummary } from '../service/api/index.ts';
import type { ProgressLine } from './progress.ts';

/** What a finished wait says: how the run ended, and whether a signal ended it. */
export interface SettledRun {
  readonly run: RunSummary;
  readonly isInterrupted: boolean;
}

/** Starts a run, shows its progress and waits until it has settled. Ctrl+C cancels it; a second Ctrl+C ends the program. */
export async function startAndWait(client: Client, config: RunConfig, progress: ProgressLine): Promise<SettledRun> {
  const settled = Promise.withResolvers<RunSummary>();
  let runId: string | null = null;
  // Events may come before the answer that tells the run's id.
  const early: RunSummary[] = [];
  const look = (run: RunSummary) => {
    if (runId === null) early.push(run);
    else if (run.id === runId && !isOpen(run.status)) settled.resolve(run);
  };
  const stopListening = client.listen(
    (event) => {
      if (event.event === 'run.progress' && event.data.runId === runId) progress.show(event.data);
      if (event.event === 'run.changed') look(event.data);
    },
    (isConnected) => {
      if (!isConnected) settled.reject(new Error('The connection to the service is lost.'));
    },
  );
  let isInterrupted = false;
  /** Done when the service has answered a cancel; it must not be closed before. */
  let cancelled: Promise<void> = Promise.resolve();
  const cancel = () => {
    if (isInterrupted || runId === null) process.exit(130);
    isInterrupted = true;
    cancelled = client.call('run.cancel', { runId }).then(settled.resolve, settled.reject);
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    runId = (await client.call('run.start', { config })).runId;
    early.forEach(look);
    const run = await settled.promise;
    await cancelled;
    return { run, isInterrupted };
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
    stopListening();
    progress.end();
  }
}

function isOpen(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}
