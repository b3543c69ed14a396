import type { AppError } from '../../service/api/index.ts';
import { asAppError } from './errors.ts';

/**
 * A question of which only the latest matters. One is under way at most: a newer one waits for its end and takes its place, so that they never
 * pile up. The last answer stays until there is a new one.
 */
export class LatestQuestion<Params, Answer> {
  #answer = $state.raw<{ readonly params: Params; readonly value: Answer } | null>(null);
  #error = $state.raw<AppError | null>(null);
  #isBusy = $state(false);
  #isCancelled = $state(false);
  /** The latest question, in letters; null when it may be asked again. */
  #key: string | null = null;
  #next: Params | null = null;
  readonly #put: (params: Params) => Promise<Answer>;

  constructor(put: (params: Params) => Promise<Answer>) {
    this.#put = put;
  }

  get answer(): { readonly params: Params; readonly value: Answer } | null {
    return this.#answer;
  }
  /** Why the latest question has no answer. */
  get error(): AppError | null {
    return this.#error;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** True when the latest question was cancelled: it may be asked again. */
  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Asks, unless it is what was asked last. */
  ask(params: Params): void {
    const key = JSON.stringify(params);
    if (key === this.#key) return;
    this.#key = key;
    this.#next = params;
    this.#isCancelled = false;
    if (!this.#isBusy) void this.#work();
  }

  /** Waits for no answer any more; the last one stays. */
  cancel(): void {
    if (!this.#isBusy) return;
    this.#key = null;
    this.#next = null;
    this.#isCancelled = true;
  }

  /** Drops the answer, and the one that is under way. */
  forget(): void {
    this.#key = null;
    this.#next = null;
    this.#answer = null;
    this.#error = null;
    this.#isCancelled = false;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#next !== null) {
      const params = this.#next;
      const key = this.#key;
      this.#next = null;
      try {
        const value = await this.#put(params);
        if (key !== this.#key) continue;
        this.#answer = { params, value };
        this.#error = null;
      } catch (thrown) {
        if (key !== this.#key) continue;
        const error = asAppError(thrown);
        // What was cancelled has no answer for no fault of its own: it may be asked again.
        if (error.code === 'cancelled') {
          this.#key = null;
          this.#isCancelled = true;
        } else this.#error = error;
      }
    }
    this.#isBusy = false;
  }
}
