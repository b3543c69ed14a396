import type { AppError, Client, DatasetSeries, DraftProgress } from '../../service/api/index.ts';
import type { ImportRecipe, ImportReport } from './contract-types.ts';
import { asAppError } from './errors.ts';

const CHECK_DELAY_MS = 250;
const MAX_POINTS = 1500;
/** A check that is no longer wanted is left to end by itself before this time: to stop it costs the service a new thread. */
const WORTH_STOPPING_MS = 1000;

/** What a dry run of the import gave. */
export interface Checked {
  /** What was checked; the choices may have moved on since. */
  readonly recipe: ImportRecipe;
  readonly report: ImportReport;
  readonly series: DatasetSeries;
}

/** How far a check is; `fraction` is null where nobody can tell. */
export type Progress = Pick<DraftProgress, 'phase' | 'fraction'>;

/** Where the dry run stands. */
export type CheckSituation =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking'; readonly progress: Progress }
  | ({ readonly kind: 'checked' } & Checked)
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'cancelled' };

const WAITING: CheckSituation = { kind: 'waiting' };

/** The dry run of an import: asked for a moment after the last change, and only the latest answer counts. */
export class DraftCheck {
  #situation = $state.raw<CheckSituation>(WAITING);
  #last = $state.raw<Checked | null>(null);
  /** Counts checks; an answer with an older number is dropped. */
  #asked = 0;
  /** When the check under way began, in ms; null when there is none. */
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get situation(): CheckSituation {
    return this.#situation;
  }

  /** The latest outcome, which stays while a newer one is worked out; null before the first and after a refusal. */
  get last(): Checked | null {
    return this.#last;
  }

  /** Checks a moment later, unless something else is asked before. */
  askSoon(draftId: string, recipe: ImportRecipe): void {
    const number = this.#supersede(draftId);
    this.#situation = { kind: 'checking', progress: { phase: 'reading', fraction: 0 } };
    this.#timer = setTimeout(() => void this.#ask(number, draftId, recipe), CHECK_DELAY_MS);
  }

  /** Nothing can be checked now. */
  wait(draftId: string): void {
    this.#supersede(draftId);
    this.#situation = WAITING;
  }

  /** Shows a refusal; a check under way does not cover it. */
  refuse(draftId: string, thrown: unknown): void {
    this.#supersede(draftId);
    this.#situation = { kind: 'refused', error: asAppError(thrown) };
    this.#last = null;
  }

  /** Ends a check under way for good. */
  cancel(draftId: string): void {
    if (this.#situation.kind !== 'checking') return;
    if (this.#since !== null) this.#stop(draftId);
    this.#supersede(draftId);
    this.#situation = { kind: 'cancelled' };
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#since = null;
    this.#situation = WAITING;
    this.#last = null;
  }

  heard({ phase, fraction }: Progress): void {
    if (this.#since !== null) this.#situation = { kind: 'checking', progress: { phase, fraction } };
  }

  #supersede(draftId: string): number {
    clearTimeout(this.#timer);
    this.#asked += 1;
    if (this.#since !== null && performance.now() - this.#since > WORTH_STOPPING_MS) this.#stop(draftId);
    this.#since = null;
    return this.#asked;
  }

  #stop(draftId: string): void {
    this.#since = null;
    // Nobody waits for the old answer; that the service ends the work early is a courtesy whose failure changes nothing.
    void this.#client.call('draft.cancel', { draftId }).catch(() => null);
  }

  async #ask(number: number, draftId: string, recipe: ImportRecipe): Promise<void> {
    this.#since = performance.now();
    try {
      const { report, series } = await this.#client.call('draft.check', { draftId, recipe, maxPoints: MAX_POINTS });
      if (number !== this.#asked) return;
      this.#last = { recipe, report, series };
      this.#situation = { kind: 'checked', ...this.#last };
    } catch (thrown) {
      if (number !== this.#asked) return;
      this.#situation = { kind: 'refused', error: asAppError(thrown) };
      this.#last = null;
    }
    this.#since = null;
  }
}
