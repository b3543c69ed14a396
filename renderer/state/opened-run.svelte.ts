import { padded, traceSurface, type Range, type TracedSurface } from '../../charts/index.ts';
import type {
  AppError,
  Client,
  ExportFormat,
  FieldGrid,
  Rollout,
  RunDetail,
  RunSeries,
} from '../../service/api/index.ts';
import { asAppError } from './errors.ts';
import { NO_UNITS, unitsOf, type RunUnits } from './run-units.ts';

const MAX_POINTS = 2000;
const GRID = { columns: 97, rows: 81 };
const MARBLE_POINTS = 1200;
/** Share of the measured range that the portrait shows beyond it on every side. */
const MARGIN = 0.18;

type Situation =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly detail: RunDetail; readonly series: RunSeries | null; readonly units: RunUnits };

export interface Marble {
  readonly start: readonly number[];
  readonly rollout: Rollout;
}

/** The run on the page: its result, the field of one plane, and the marbles dropped on it. */
export class OpenedRun {
  #runId: string | null = null;
  #situation = $state.raw<Situation>({ kind: 'loading' });
  #axis = $state(0);
  #chosenTrajectory = $state<number | null>(null);
  #field = $state.raw<FieldGrid | null>(null);
  #fieldError = $state.raw<AppError | null>(null);
  #marbles = $state.raw<readonly Marble[]>([]);
  #marbleError = $state.raw<AppError | null>(null);
  #exporting = $state<ExportFormat | null>(null);
  /** Count readings of the run and of its field; an answer with an older number is dropped. */
  #asked = 0;
  #fieldAsked = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly #surface = $derived<TracedSurface | null>(this.#field === null ? null : traceSurface(this.#field));
  readonly #trajectory = $derived(this.#chosenTrajectory ?? firstHeldOut(this.#situation));

  get situation(): Situation {
    return this.#situation;
  }
  /** Index of the degree of freedom whose plane is drawn. */
  get axis(): number {
    return this.#axis;
  }
  /** Index of the compared trajectory that is drawn over time: the chosen one, else the first that was held out. */
  get trajectory(): number {
    return this.#trajectory;
  }
  get surface(): TracedSurface | null {
    return this.#surface;
  }
  get field(): FieldGrid | null {
    return this.#field;
  }
  get fieldError(): AppError | null {
    return this.#fieldError;
  }
  get marbles(): readonly Marble[] {
    return this.#marbles;
  }
  get marbleError(): AppError | null {
    return this.#marbleError;
  }
  get exporting(): ExportFormat | null {
    return this.#exporting;
  }

  /** Opens a run, or looks again at the one that is open. */
  async open(runId: string): Promise<void> {
    if (this.#runId !== runId) {
      this.#situation = { kind: 'loading' };
      this.#fieldAsked += 1;
      this.#field = null;
      this.#fieldError = null;
      this.#marbles = [];
      this.#marbleError = null;
      this.#axis = 0;
      this.#chosenTrajectory = null;
    }
    this.#runId = runId;
    this.#asked += 1;
    const number = this.#asked;
    try {
      const detail = await this.#client.call('run.get', { runId });
      const series =
        detail.status === 'succeeded' ? await this.#client.call('run.series', { runId, maxPoints: MAX_POINTS }) : null;
      const units = await this.#unitsOf(detail);
      if (number !== this.#asked) return;
      this.#situation = { kind: 'ready', detail, series, units };
      if (series !== null) await this.#loadField();
    } catch (thrown) {
      if (number === this.#asked) this.#situation = { kind: 'failed', error: asAppError(thrown) };
    }
  }

  async showAxis(axis: number): Promise<void> {
    this.#axis = axis;
    this.#field = null;
    await this.#loadField();
  }

  showTrajectory(index: number): void {
    this.#chosenTrajectory = index;
  }

  /** Ranges of the drawn plane: the measured box with a margin. */
  get ranges(): { readonly q: Range; readonly p: Range } {
    if (this.#situation.kind !== 'ready') return { q: [0, 1], p: [0, 1] };
    const { box, dof } = this.#situation.detail;
    return { q: padded(box[this.#axis] ?? [0, 1], MARGIN), p: padded(box[dof + this.#axis] ?? [0, 1], MARGIN) };
  }

  /** Drops a marble at (q, p) of the drawn plane; other coordinates are those of the anchor, through which the plane is drawn. */
  async dropMarble(q: number, p: number): Promise<void> {
    if (this.#situation.kind !== 'ready' || this.#situation.series === null) return;
    const { detail, series } = this.#situation;
    const runId = detail.id;
    const state = [...detail.anchor];
    state[this.#axis] = q;
    state[detail.dof + this.#axis] = p;
    const longest = series.compared.reduce(
      (most, { times }) => Math.max(most, (times.at(-1) ?? 0) - (times[0] ?? 0)),
      0,
    );
    this.#marbleError = null;
    try {
      const rollout = await this.#client.call('model.rollout', {
        runId,
        state,
        duration: longest || (series.energyTest.times.at(-1) ?? 1),
        points: MARBLE_POINTS,
      });
      if (this.#runId === runId) this.#marbles = [...this.#marbles, { start: state, rollout }];
    } catch (thrown) {
      if (this.#runId === runId) this.#marbleError = asAppError(thrown);
    }
  }

  clearMarbles(): void {
    this.#marbles = [];
    this.#marbleError = null;
  }

  /** Asks for a file of the run and hands it to `save`. */
  async export(
    format: ExportFormat,
    save: (file: { name: string; mediaType: string; bytes: Uint8Array }) => void,
  ): Promise<void> {
    if (this.#runId === null) return;
    this.#exporting = format;
    try {
      save(await this.#client.call('export.run', { runId: this.#runId, format }));
    } finally {
      this.#exporting = null;
    }
  }

  /** Units stand beside numbers of the physics; a data set that is gone took them along. */
  async #unitsOf({ identification, config, dof }: RunDetail): Promise<RunUnits> {
    if (identification === null || config.data.kind !== 'dataset') return NO_UNITS;
    try {
      const { report } = await this.#client.call('dataset.get', { datasetId: config.data.datasetId });
      return unitsOf(report, dof);
    } catch (thrown) {
      if (asAppError(thrown).code === 'not-found') return NO_UNITS;
      throw thrown;
    }
  }

  async #loadField(): Promise<void> {
    const runId = this.#runId;
    const axis = this.#axis;
    if (runId === null) return;
    this.#fieldAsked += 1;
    const number = this.#fieldAsked;
    this.#fieldError = null;
    try {
      const field = await this.#client.call('model.field', { runId, axis, ...this.ranges, ...GRID });
      if (number === this.#fieldAsked) this.#field = field;
    } catch (thrown) {
      if (number === this.#fieldAsked) this.#fieldError = asAppError(thrown);
    }
  }
}

function firstHeldOut(situation: Situation): number {
  if (situation.kind !== 'ready' || situation.series === null) return 0;
  return Math.max(
    0,
    situation.series.compared.findIndex(({ split }) => split === 'held-out'),
  );
}
