import type {
  AppError,
  Client,
  DatasetDetail,
  Draft,
  DraftProgress,
  FileBytes,
  Result,
} from '../../service/api/index.ts';
import { ChoiceHistory } from './choice-history.svelte.ts';
import { missingRoles, withoutHoles } from './column-roles.ts';
import type { ImportRecipe } from './contract-types.ts';
import { DraftCheck, type Checked, type CheckSituation } from './draft-check.svelte.ts';
import { asAppError } from './errors.ts';
import { hasSameColumns, isReadAlike, nameFromFiles, settled, type Choices } from './draft-recipe.ts';
import { importObstacle } from './import-obstacle.ts';

/** Files that were dropped and are not yet imported, or those of a data set opened again: what they mean, and what would come in. */
export class ImportDraft {
  #choices = $state.raw<Choices | null>(null);
  #file = $state(0);
  #name = $state('');
  #openError = $state.raw<AppError | null>(null);
  #isOpening = $state(false);
  #isImporting = $state(false);
  #isLooking = false;
  #isSavedDismissed = $state(false);
  /** Counts files that are opened, and looks at them; an answer with an older number is dropped. */
  #opensAsked = 0;
  #looksAsked = 0;
  /** True when something besides the format was chosen by hand, which a new look must not undo. */
  #hasOwnMeaning = false;
  readonly #history = new ChoiceHistory<Choices>();
  readonly #check: DraftCheck;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.#check = new DraftCheck(client);
  }

  get draft(): Draft | null {
    return this.#choices?.draft ?? null;
  }
  get recipe(): ImportRecipe | null {
    return this.#choices?.recipe ?? null;
  }
  /** Place of the file that is shown. */
  get file(): number {
    return this.#file;
  }
  get openError(): AppError | null {
    return this.#openError;
  }
  get isOpening(): boolean {
    return this.#isOpening;
  }
  get isImporting(): boolean {
    return this.#isImporting;
  }
  get name(): string {
    return this.#name;
  }
  get check(): CheckSituation {
    return this.#check.situation;
  }
  /** The latest outcome of a check, which stays while a newer one is worked out. */
  get checked(): Checked | null {
    return this.#check.last;
  }
  get undoLabel(): string | null {
    return this.#choices === null ? null : this.#history.undoLabel;
  }
  get redoLabel(): string | null {
    return this.#choices === null ? null : this.#history.redoLabel;
  }

  /** Choices remembered for such files; null when there are none or they are not wanted. */
  get saved(): Draft['saved'] {
    return this.#isSavedDismissed ? null : (this.#choices?.draft.saved ?? null);
  }

  /** Questions that only a person can answer and nobody has yet. */
  readonly questions = $derived.by(() => {
    if (this.#choices === null) return [];
    const { draft, recipe } = this.#choices;
    return draft.preview.questions.filter(({ code }) => !recipe.answered.includes(code));
  });

  /** Why the import is off, in words; null when it is on. */
  get obstacle(): string | null {
    return this.recipe === null ? null : importObstacle(this.recipe, this.questions, this.#name, this.check);
  }

  /** Takes files in and shows what is in them; when they are refused, a draft that was open stays. */
  async open(files: readonly FileBytes[]): Promise<void> {
    await this.#adoptFrom(this.#client.call('draft.open', { files }));
  }

  /** Opens the kept files of a data set with the choices it was imported by. */
  async reopen(datasetId: string): Promise<void> {
    await this.#adoptFrom(this.#client.call('draft.reopen', { datasetId }));
  }

  /** Says why files cannot even be opened; nothing of them is read. */
  refuse(error: AppError): void {
    this.#openError = error;
  }

  setName(name: string): void {
    this.#name = name;
  }

  /**
   * Changes the recipe; every change goes through here and can be undone.
   * @param what names the change for undo, e.g. `role of q`; the same name again, for a field that is typed in, is one step with `isTyping`
   */
  change(what: string, update: (recipe: ImportRecipe) => ImportRecipe, { isTyping = false } = {}): void {
    if (this.#choices === null) return;
    const before = this.#choices;
    const recipe = update(before.recipe);
    if (JSON.stringify(recipe) === JSON.stringify(before.recipe)) return;
    this.#history.record(what, before, isTyping);
    this.#choices = { ...before, recipe };
    const isReadAnew = this.#isLooking || !isReadAlike(recipe, before.recipe);
    if (!isReadAnew) {
      this.#hasOwnMeaning = true;
      this.#checkSoon();
    } else void this.#look(recipe, this.#hasOwnMeaning ? 'for-same-columns' : 'no');
  }

  /** Forgets what was said about the format and looks at the file as if it were new. */
  detectAgain(): void {
    if (this.#choices === null) return;
    this.#history.record('detecting again', this.#choices, false);
    void this.#look(null, 'no');
  }

  /** Takes the choices that were remembered for such files. */
  useSaved(): void {
    const saved = this.saved;
    if (saved === null || this.#choices === null) return;
    this.#isSavedDismissed = true;
    this.#history.record('remembered choices', this.#choices, false);
    this.#hasOwnMeaning = true;
    this.#choices = { ...this.#choices, recipe: saved.recipe };
    void this.#look(saved.recipe, 'yes');
  }

  dismissSaved(): void {
    this.#isSavedDismissed = true;
  }

  undo(): void {
    if (this.#choices !== null) this.#goTo(this.#history.undo(this.#choices));
  }

  redo(): void {
    if (this.#choices !== null) this.#goTo(this.#history.redo(this.#choices));
  }

  /** Shows another of the files, read by the same choices. */
  async showFile(file: number): Promise<void> {
    if (this.#choices === null || file === this.#file) return;
    this.#file = file;
    await this.#look(this.#choices.recipe, 'yes');
  }

  /** Raw lines of the file that is shown, counted from 1. */
  async lines(from: number, count: number): Promise<Result<'draft.lines'>['lines']> {
    if (this.#choices === null) return [];
    const { draftId } = this.#choices.draft;
    return (await this.#client.call('draft.lines', { draftId, file: this.#file, from, count })).lines;
  }

  cancelCheck(): void {
    if (this.#choices !== null) this.#check.cancel(this.#choices.draft.draftId);
  }

  /** Checks again what was cancelled. */
  checkAgain(): void {
    this.#checkSoon();
  }

  /** What the service says about a check under way. */
  heard(progress: DraftProgress): void {
    if (progress.draftId === this.draft?.draftId) this.#check.heard(progress);
  }

  /** Forgets the files; the service forgets them too. */
  async discard(): Promise<void> {
    const draftId = this.draft?.draftId;
    this.#forget();
    if (draftId !== undefined) await this.#client.call('draft.discard', { draftId });
  }

  /** Makes a data set of the draft; null when it was refused (the reason is then in `check`). */
  async import({ asVersion }: { readonly asVersion: boolean }): Promise<DatasetDetail | null> {
    if (this.#choices === null || this.obstacle !== null || this.#isImporting) return null;
    const { draft, recipe } = this.#choices;
    const isStillOpen = () => this.draft?.draftId === draft.draftId;
    this.#isImporting = true;
    try {
      const dataset = await this.#client.call('dataset.import', {
        draftId: draft.draftId,
        recipe,
        name: this.#name.trim(),
        versionOf: asVersion ? (draft.reopened?.datasetId ?? null) : null,
      });
      if (isStillOpen()) this.#forget();
      return dataset;
    } catch (thrown) {
      if (isStillOpen()) this.#check.refuse(draft.draftId, thrown);
      return null;
    } finally {
      this.#isImporting = false;
    }
  }

  async #adoptFrom(answer: Promise<Draft>): Promise<void> {
    this.#opensAsked += 1;
    const number = this.#opensAsked;
    this.#isOpening = true;
    this.#openError = null;
    try {
      const opened = await answer;
      if (number !== this.#opensAsked) {
        await this.#client.call('draft.discard', { draftId: opened.draftId });
        return;
      }
      const previous = this.draft;
      this.#forget();
      this.#choices = { draft: opened, recipe: opened.recipe };
      this.#name = opened.reopened?.name ?? nameFromFiles(opened.fileNames);
      this.#checkSoon();
      if (previous !== null) await this.#client.call('draft.discard', { draftId: previous.draftId });
    } catch (thrown) {
      if (number === this.#opensAsked) this.#openError = asAppError(thrown);
    } finally {
      if (number === this.#opensAsked) this.#isOpening = false;
    }
  }

  /**
   * Looks at the shown file in the format of a recipe, or anew.
   * @param keeps whether the recipe stays as it is, or what the look proposes takes its place
   */
  async #look(recipe: ImportRecipe | null, keeps: 'yes' | 'for-same-columns' | 'no'): Promise<void> {
    if (this.#choices === null) return;
    const before = this.#choices.draft;
    const { draftId } = before;
    this.#looksAsked += 1;
    const number = this.#looksAsked;
    this.#isLooking = true;
    this.#check.wait(draftId);
    try {
      const wanted = recipe === null ? null : withoutHoles(recipe);
      const draft = await this.#client.call('draft.preview', { draftId, file: this.#file, recipe: wanted });
      if (number !== this.#looksAsked) return;
      this.#isLooking = false;
      const isKept = keeps === 'yes' || (keeps !== 'no' && hasSameColumns(draft, before));
      this.#choices = { draft, recipe: recipe === null ? draft.recipe : settled(recipe, draft.recipe, isKept) };
      this.#checkSoon();
    } catch (thrown) {
      if (number !== this.#looksAsked) return;
      this.#isLooking = false;
      this.#check.refuse(draftId, thrown);
    }
  }

  #goTo(choices: Choices | null): void {
    if (choices === null) return;
    this.#looksAsked += 1;
    this.#isLooking = false;
    this.#choices = choices;
    this.#checkSoon();
  }

  #checkSoon(): void {
    if (this.#choices === null) return;
    const { draft, recipe } = this.#choices;
    if (missingRoles(recipe) !== null || this.questions.length > 0) this.#check.wait(draft.draftId);
    else this.#check.askSoon(draft.draftId, recipe);
  }

  #forget(): void {
    this.#looksAsked += 1;
    this.#isLooking = false;
    this.#choices = null;
    this.#file = 0;
    this.#isSavedDismissed = false;
    this.#hasOwnMeaning = false;
    this.#history.clear();
    this.#check.forget();
  }
}
