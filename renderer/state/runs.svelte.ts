import { SvelteMap } from 'svelte/reactivity';
import type { Client, EventFrame, RunSummary } from '../../service/api/index.ts';
import { counted, STATUS_WORDS } from '../format/words.ts';
import type { RunConfig, RunPhase } from './contract-types.ts';
import type { Notices } from './notices.svelte.ts';

/** Where a run stands, as last heard. */
export interface LiveProgress {
  readonly phase: RunPhase;
  /** Null: under way, length unknown. */
  readonly fraction: number | null;
}

/** The table of runs, kept up to date by events. */
export class Runs {
  #list = $state.raw<readonly RunSummary[]>([]);
  #progress = new SvelteMap<string, LiveProgress>();
  /** Counts the readings of the list; an answer older than the one shown is dropped. */
  #asked = 0;
  #shown = 0;
  readonly #client: Client;
  readonly #notices: Notices;

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  /** Newest first. */
  get list(): readonly RunSummary[] {
    return this.#list;
  }

  readonly #active = $derived(this.#list.filter(({ status }) => status === 'running' || status === 'queued'));

  /** Runs that wait or run. */
  get active(): readonly RunSummary[] {
    return this.#active;
  }

  find(runId: string): RunSummary | undefined {
    return this.#list.find((run) => run.id === runId);
  }

  progressOf(runId: string): LiveProgress | undefined {
    return this.#progress.get(runId);
  }

  async refresh(): Promise<void> {
    this.#asked += 1;
    const number = this.#asked;
    const list = await this.#client.call('run.list', {});
    if (number < this.#shown) return;
    this.#shown = number;
    this.#list = list;
  }

  /** Starts a run and answers its id. @throws AppError when the service refuses it */
  async start(config: RunConfig): Promise<string> {
    const { runId } = await this.#client.call('run.start', { config });
    // The run has started, whatever becomes of the list.
    await this.#notices.attempt(() => this.refresh());
    return runId;
  }

  async cancel(runId: string): Promise<void> {
    await this.#notices.attempt(async () => {
      this.#put(await this.#client.call('run.cancel', { runId }));
    });
  }

  async delete(runIds: readonly string[]): Promise<void> {
    await this.#notices.attempt(async () => {
      await this.#client.call('run.delete', { runIds });
      await this.refresh();
      this.#notices.offerUndo({
        text: `${counted(runIds.length, 'run')} deleted`,
        undo: async () => {
          await this.#client.call('run.restore', { runIds });
          await this.refresh();
        },
      });
    });
  }

  /** Takes in what the service announces. */
  heard(frame: EventFrame): void {
    if (frame.event === 'run.progress') {
      const { runId, phase, fraction } = frame.data;
      this.#progress.set(runId, { phase, fraction });
    } else if (frame.event === 'run.changed') {
      // A deleted run is announced with its last status too, so the list itself is asked.
      this.#put(frame.data);
      this.#notices.say(`${frame.data.dataName}, ${frame.data.name}: ${STATUS_WORDS[frame.data.status]}.`);
      void this.#notices.attempt(() => this.refresh());
    }
  }

  /** Replaces a row that is already there; new rows come with the list. */
  #put(run: RunSummary): void {
    this.#list = this.#list.map((known) => (known.id === run.id ? run : known));
    if (run.status !== 'running' && run.status !== 'queued') this.#progress.delete(run.id);
  }
}
