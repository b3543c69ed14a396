import type { AppError } from '../../service/api/index.ts';
import { asAppError } from './errors.ts';

/** A deed that can be taken back. */
export interface Undoable {
  /** What was done, e.g. `3 runs deleted`. */
  readonly text: string;
  readonly undo: () => Promise<void>;
}

const LONGEST_HISTORY = 20;

/** Toast for undo, history for Ctrl+Z, and errors that have no place of their own. */
export class Notices {
  #toast = $state.raw<Undoable | null>(null);
  #error = $state.raw<AppError | null>(null);
  #status = $state('Ready.');
  #history: Undoable[] = [];

  get toast(): Undoable | null {
    return this.#toast;
  }

  get error(): AppError | null {
    return this.#error;
  }

  /** The sentence of the status bar. */
  get status(): string {
    return this.#status;
  }

  say(sentence: string): void {
    this.#status = sentence;
  }

  /** Remembers a deed and offers to take it back. */
  offerUndo(deed: Undoable): void {
    this.#history = [...this.#history, deed].slice(-LONGEST_HISTORY);
    this.#toast = deed;
    this.#status = `${deed.text}.`;
  }

  /** Takes back the latest deed (or the given one). */
  async undo(deed: Undoable | undefined = this.#history.at(-1)): Promise<void> {
    if (deed === undefined) {
      this.#status = 'Nothing to undo.';
      return;
    }
    this.#history = this.#history.filter((other) => other !== deed);
    if (this.#toast === deed) this.#toast = null;
    await this.attempt(async () => {
      await deed.undo();
      this.#status = `Undone: ${deed.text}.`;
    });
  }

  dismissToast(): void {
    this.#toast = null;
  }

  dismissError(): void {
    this.#error = null;
  }

  /** Runs a deed; what goes wrong is shown, not lost. Resolves to false when it failed. */
  async attempt(deed: () => Promise<void>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (thrown) {
      this.#error = asAppError(thrown);
      return false;
    }
  }
}
