import type { AppError, Client, DatasetDetail, DatasetSeries, Draft, FileBytes } from '../../service/api/index.ts';
import { asAppError } from './errors.ts';
import { mappingFromRoles, missingRoles, rolesFromProposal, type ColumnRole } from './column-roles.ts';
import type { ImportOptions, ImportReport, TableFormat } from './contract-types.ts';

const CHECK_DELAY_MS = 250;
const MAX_POINTS = 1500;

type Check =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'checked';
      /** What was checked; the choices may have moved on since. */
      readonly options: ImportOptions;
      readonly report: ImportReport;
      readonly series: DatasetSeries;
    }
  | { readonly kind: 'refused'; readonly error: AppError };

/** Files that were dropped and are not yet imported: what they mean, and what would come in. */
export class ImportDraft {
  #draft = $state.raw<Draft | null>(null);
  #openError = $state.raw<AppError | null>(null);
  #isOpening = $state(false);
  #isImporting = $state(false);
  #roles = $state<ColumnRole[]>([]);
  #skipBadRows = $state(false);
  #windowTime = $state<number | null>(null);
  #name = $state('');
  #check = $state.raw<Check>({ kind: 'waiting' });
  /** Counts checks; an answer with an older number is dropped. */
  #asked = 0;
  /** The same for files that are opened, and for formats that are tried on them. */
  #opensAsked = 0;
  #formatsAsked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  readonly #missing = $derived(missingRoles(this.#roles));

  get draft(): Draft | null {
    return this.#draft;
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
  get roles(): readonly ColumnRole[] {
    return this.#roles;
  }
  get skipBadRows(): boolean {
    return this.#skipBadRows;
  }
  get windowTime(): number | null {
    return this.#windowTime;
  }
  get name(): string {
    return this.#name;
  }
  get check(): Check {
    return this.#check;
  }

  /** Why the import is off, in words; null when it is on. */
  get obstacle(): string | null {
    if (this.#missing !== null) return this.#missing;
    if (this.#name.trim() === '') return 'The data set needs a name';
    if (this.#check.kind === 'waiting') return 'Reading the file';
    if (this.#check.kind === 'refused') return this.#check.error.message;
    const { rows } = this.#check.report;
    if (rows.kept === 0) return 'No row can be read';
    if (rows.refused > 0 && !this.#skipBadRows) return 'Some rows cannot be read';
    return null;
  }

  /** Takes files in and shows what is in them; when they are refused, a draft that was open stays. */
  async open(files: readonly FileBytes[]): Promise<void> {
    this.#opensAsked += 1;
    const number = this.#opensAsked;
    this.#isOpening = true;
    this.#openError = null;
    try {
      const opened = await this.#client.call('draft.open', { files });
      if (number !== this.#opensAsked) {
        await this.#client.call('draft.discard', { draftId: opened.draftId });
        return;
      }
      const previous = this.#draft;
      this.#forget();
      this.#adopt(opened);
      this.#name = nameFromFiles(files.map((file) => file.name));
      if (previous !== null) await this.#client.call('draft.discard', { draftId: previous.draftId });
    } catch (thrown) {
      if (number === this.#opensAsked) this.#openError = asAppError(thrown);
    } finally {
      if (number === this.#opensAsked) this.#isOpening = false;
    }
  }

  /** Says why files cannot even be opened; nothing of them is read. */
  refuse(error: AppError): void {
    this.#openError = error;
  }

  async setFormat(format: TableFormat): Promise<void> {
    if (this.#draft === null) return;
    this.#formatsAsked += 1;
    const number = this.#formatsAsked;
    try {
      const draft = await this.#client.call('draft.preview', { draftId: this.#draft.draftId, format });
      if (number === this.#formatsAsked) this.#adopt(draft);
    } catch (thrown) {
      if (number === this.#formatsAsked) this.#refuseCheck(thrown);
    }
  }

  setRole(column: number, role: ColumnRole): void {
    this.#roles[column] = role;
    this.#checkSoon();
  }

  setName(name: string): void {
    this.#name = name;
  }

  setSkipBadRows(skip: boolean): void {
    this.#skipBadRows = skip;
    this.#checkSoon();
  }

  setWindowTime(time: number | null): void {
    this.#windowTime = time;
    this.#checkSoon();
  }

  /** Forgets the files; the service forgets them too. */
  async discard(): Promise<void> {
    const draft = this.#draft;
    this.#forget();
    if (draft !== null) await this.#client.call('draft.discard', { draftId: draft.draftId });
  }

  /** Makes a data set of the draft; null when it was refused (the reason is then in `check`). */
  async import(): Promise<DatasetDetail | null> {
    const options = this.#importOptions();
    if (this.#draft === null || options === null || this.#isImporting) return null;
    const { draftId } = this.#draft;
    const isStillOpen = () => this.#draft?.draftId === draftId;
    this.#isImporting = true;
    try {
      const dataset = await this.#client.call('dataset.import', {
        draftId,
        options,
        name: this.#name.trim(),
      });
      if (isStillOpen()) this.#forget();
      return dataset;
    } catch (thrown) {
      if (isStillOpen()) this.#refuseCheck(thrown);
      return null;
    } finally {
      this.#isImporting = false;
    }
  }

  #adopt(draft: Draft): void {
    this.#draft = draft;
    this.#roles = [...rolesFromProposal(draft.preview)];
    this.#checkSoon();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#formatsAsked += 1;
    this.#draft = null;
    this.#roles = [];
    this.#skipBadRows = false;
    this.#windowTime = null;
    this.#check = { kind: 'waiting' };
  }

  /** Shows a refusal; a check under way does not cover it. */
  #refuseCheck(thrown: unknown): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#check = { kind: 'refused', error: asAppError(thrown) };
  }

  /** The options of the check where they mean the same, so that the service does not read the file again. */
  #importOptions(): ImportOptions | null {
    const options = this.#options();
    if (options === null || this.#check.kind !== 'checked' || this.#check.report.rows.refused > 0) return options;
    const checked = this.#check.options;
    return JSON.stringify({ ...options, badRows: checked.badRows }) === JSON.stringify(checked) ? checked : options;
  }

  #options(): ImportOptions | null {
    const mapping = mappingFromRoles(this.#roles);
    if (this.#draft === null || mapping === null) return null;
    return {
      format: this.#draft.preview.format,
      mapping,
      badRows: this.#skipBadRows ? 'skip' : 'refuse',
      derivativeWindow: this.#windowTime,
    };
  }

  #checkSoon(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const number = this.#asked;
    if (this.#options() === null) {
      this.#check = { kind: 'waiting' };
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(number), CHECK_DELAY_MS);
  }

  async #ask(number: number): Promise<void> {
    const options = this.#options();
    if (this.#draft === null || options === null) return;
    // The dry run skips bad rows so that all of them can be listed; accepting them stays the user's choice.
    const skipping: ImportOptions = { ...options, badRows: 'skip' };
    let check: Check;
    try {
      const { report, series } = await this.#client.call('draft.check', {
        draftId: this.#draft.draftId,
        options: skipping,
        maxPoints: MAX_POINTS,
      });
      check = { kind: 'checked', options: skipping, report, series };
    } catch (thrown) {
      check = { kind: 'refused', error: asAppError(thrown) };
    }
    if (number === this.#asked) this.#check = check;
  }
}

function nameFromFiles(names: readonly string[]): string {
  const first = (names[0] ?? 'Data').replace(/\.[^.]+$/, '');
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first;
}
