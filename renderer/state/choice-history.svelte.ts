const LONGEST_HISTORY = 100;

/** Something that can be gone back to, and what was done to it then. */
interface Step<T> {
  /** What was done, e.g. `role of q`. */
  readonly what: string;
  readonly state: T;
}

/** Undo and redo of a value that is replaced, never mutated. */
export class ChoiceHistory<T> {
  #past = $state.raw<readonly Step<T>[]>([]);
  #future = $state.raw<readonly Step<T>[]>([]);

  /** What `undo` would take back; null for nothing. */
  get undoLabel(): string | null {
    return this.#past.at(-1)?.what ?? null;
  }

  /** What `redo` would do again; null for nothing. */
  get redoLabel(): string | null {
    return this.#future.at(-1)?.what ?? null;
  }

  /** Remembers the state before something is done to it. Changes of the same thing in a row are one step. */
  record(what: string, before: T, isContinued: boolean): void {
    this.#future = [];
    if (isContinued && this.undoLabel === what) return;
    this.#past = [...this.#past, { what, state: before }].slice(-LONGEST_HISTORY);
  }

  /** @returns the state before the latest deed; null when there was none */
  undo(now: T): T | null {
    const step = this.#past.at(-1);
    if (step === undefined) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { what: step.what, state: now }];
    return step.state;
  }

  /** @returns the state after the deed that was undone last; null when there was none */
  redo(now: T): T | null {
    const step = this.#future.at(-1);
    if (step === undefined) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { what: step.what, state: now }];
    return step.state;
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }
}
