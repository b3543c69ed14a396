import { ChoiceHistory } from './choice-history.svelte.ts';
import type { RunDefaults } from './contract-types.ts';
import type { ExperimentForm } from './experiment-form.ts';
import { formChange } from './form-change.ts';

/** What a history of the experiment works on. */
interface Work {
  readonly form: () => ExperimentForm;
  /** Shows an earlier or a later form. */
  readonly show: (form: ExperimentForm) => void;
  readonly defaults: () => RunDefaults;
  /** Called when something was chosen that can be taken back. */
  readonly onchoice: () => void;
}

/** Undo and redo of what is chosen for an experiment. */
export class FormHistory {
  readonly #steps = new ChoiceHistory<ExperimentForm>();
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  /** What `undo` takes back; null for nothing. */
  get undoLabel(): string | null {
    return this.#steps.undoLabel;
  }

  /** What `redo` does again; null for nothing. */
  get redoLabel(): string | null {
    return this.#steps.redoLabel;
  }

  /** Remembers the form as it was before something was chosen; there is no way back to one without data. */
  remember(before: ExperimentForm): void {
    if (before.data.kind === 'none') return;
    const change = formChange(before, this.#work.form(), this.#work.defaults());
    if (change === null) return;
    this.#steps.record(change.what, before, change.isTyped);
    this.#work.onchoice();
  }

  undo(): void {
    this.#goTo(this.#steps.undo(this.#work.form()));
  }

  redo(): void {
    this.#goTo(this.#steps.redo(this.#work.form()));
  }

  #goTo(form: ExperimentForm | null): void {
    if (form !== null) this.#work.show(form);
  }
}
