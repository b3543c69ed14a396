import type { AppError, Client, DatasetDetail, Forecast } from '../../service/api/index.ts';
import { checkForm, fieldName, type FieldName } from './check-form.ts';
import { EMPTY_CATALOG, type Connection } from './connection.svelte.ts';
import type { FormulaSpec, IdentificationOptions, RunConfig } from './contract-types.ts';
import type { Datasets } from './datasets.svelte.ts';
import { asAppError } from './errors.ts';
import {
  configFromForm,
  formFromConfig,
  formFromDefaults,
  proposedRidge,
  widthFor,
  withData,
  withMethod,
  type DataChoice,
  type ExperimentForm,
} from './experiment-form.ts';
import { FormulaCheck } from './formula-check.svelte.ts';
import { declaredChoice, FORMULA_ID, resizeBox, type SystemData } from './system-choice.ts';

const FORECAST_DELAY_MS = 200;
/** Refusals that speak of the configuration itself: only another configuration helps. All others may pass by themselves. */
const INPUT_REFUSALS: ReadonlySet<AppError['code']> = new Set([
  'bad-argument',
  'too-wide',
  'too-few-rows',
  'too-large',
  'unknown-id',
  'not-found',
  'nothing-to-learn',
  'not-finite',
]);

type Cost =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly error: AppError };

/** The experiment being set up: a form that becomes a run's configuration, and what it would cost. */
export class Experiment {
  #form = $state.raw<ExperimentForm>(formFromDefaults(EMPTY_CATALOG.defaults));
  #dataset = $state.raw<DatasetDetail | null>(null);
  #cost = $state.raw<Cost>({ kind: 'unknown' });
  #startError = $state.raw<AppError | null>(null);
  #isStarting = $state(false);
  #asked = 0;
  /** The width proposed last; null before any. */
  #proposed: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The formula used last, for the way back to it. */
  #lastFormula: SystemData | null = null;
  /** Values given to parameters of formulas, kept while a name is typed anew. */
  #formulaValues: SystemData['params'] = {};
  /** What one kind of method was asked for last, kept while another kind is tried. */
  #last: Pick<ExperimentForm, 'training' | 'identification'> = {};
  /** What the service says about the formula. */
  readonly formulaCheck: FormulaCheck;
  readonly #client: Client;
  readonly #connection: Connection;
  readonly #datasets: Datasets;

  constructor(client: Client, connection: Connection, datasets: Datasets) {
    this.#client = client;
    this.#connection = connection;
    this.#datasets = datasets;
    this.formulaCheck = new FormulaCheck(client, ({ parameters }) => {
      this.#takeParameters(parameters);
    });
  }

  readonly #problems = $derived.by(() =>
    checkForm(this.#form, {
      catalog: this.#connection.catalog,
      limits: this.#connection.info?.limits ?? null,
      trajectoryIds: this.trajectoryIds,
      formulaProblem: this.#formulaProblem,
    }),
  );

  get form(): ExperimentForm {
    return this.#form;
  }
  /** Data set of the form with its trajectories; null for a known system or before it is loaded. */
  get dataset(): DatasetDetail | null {
    return this.#dataset;
  }
  get trajectoryIds(): readonly string[] {
    return this.#dataset?.report.trajectories.map(({ id }) => id) ?? [];
  }
  get cost(): Cost {
    return this.#cost;
  }
  /** Why the last start failed, until the next start or change; it does not keep Start off. */
  get startError(): AppError | null {
    return this.#startError;
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  /** What is wrong, by field. */
  get problems(): ReadonlyMap<FieldName, string> {
    return this.#problems;
  }

  /** Why Start is off, in words; null when it is on. */
  get obstacle(): string | null {
    const [first] = this.#problems;
    if (first !== undefined) return `${fieldName(first[0])}: ${first[1]}`;
    if (this.formulaCheck.situation.kind === 'reading') return 'The formula is being read';
    return this.#cost.kind === 'refused' ? this.#cost.error.message : null;
  }

  change(part: Partial<ExperimentForm>): void {
    this.#form = { ...this.#form, ...part };
    this.#startError = null;
    this.#forecastSoon();
  }

  /** Changes the data, and what is proposed for them. */
  changeData(data: DataChoice): void {
    this.change(withData(this.#form, data, this.#connection.catalog.defaults));
  }

  /** Asks for the cost again: after a gap in the connection, or when the data sets have changed. */
  refresh(): void {
    const { data } = this.#form;
    if (data.kind === 'system' && data.formula !== undefined) this.formulaCheck.readSoon(data.formula);
    this.#forecastSoon();
  }

  /** Sets up an experiment with an imported data set; all other choices stay. */
  async useDataset(datasetId: string): Promise<void> {
    this.#choose({ kind: 'dataset', datasetId });
    const detail = await this.#datasets.detail(datasetId);
    const { data } = this.#form;
    if (data.kind !== 'dataset' || data.datasetId !== datasetId) return;
    this.#dataset = detail;
    const { heldOutShare } = this.#connection.catalog.defaults;
    this.#form = { ...this.#form, split: { kind: 'fraction', fraction: heldOutShare } };
    this.change(this.#proposeWidth());
  }

  /** Sets up an experiment with a known system and its default parameters. */
  useSystem(systemId: string): void {
    const system = this.#connection.catalog.systems.find(({ id }) => id === systemId);
    if (system === undefined) return;
    this.#choose(declaredChoice(system));
    this.change(this.#proposeWidth());
  }

  /** Sets up an experiment with a formula of one's own: the last one, or an empty one. */
  useFormula(): void {
    const empty = { kind: 'system', systemId: FORMULA_ID, params: {}, formula: { expression: '', dof: 1 } } as const;
    this.#choose(this.#lastFormula ?? empty);
    this.change(this.#proposeWidth());
  }

  /** Changes the formula; its parameters follow when the service has read it. */
  setFormula(formula: FormulaSpec): void {
    const { data } = this.#form;
    if (data.kind !== 'system') return;
    const resized = data.domain === undefined ? data : { ...data, domain: resizeBox(data.domain, formula.dof || 1) };
    this.formulaCheck.readSoon(formula);
    this.changeData({ ...resized, formula });
  }

  /** Changes the method. What was chosen for the solve stays, and what was chosen for a training comes back. */
  chooseMethod(methodId: string): void {
    const { methods, defaults } = this.#connection.catalog;
    const method = methods.find(({ id }) => id === methodId);
    if (method === undefined) return;
    const { training = this.#last.training ?? defaults.training } = this.#form;
    const { identification = this.#last.identification } = this.#form;
    this.#last = { training, ...(identification !== undefined && { identification }) };
    // A solve that is not shown must not keep Start off.
    const ridge = proposedRidge(this.#form.data.kind, defaults);
    const solver = this.#problems.has('solver') ? { id: defaults.solver, ridge } : this.#form.solver;
    this.#form = withMethod({ ...this.#form, solver }, method, this.#last);
    this.change(this.#proposeWidth());
  }

  /** What an identification from measured motion is asked for. */
  get identification(): IdentificationOptions {
    return this.#form.identification ?? this.#connection.catalog.defaults.identification;
  }

  identify(part: Partial<IdentificationOptions>): void {
    this.change({ identification: { ...this.identification, ...part } });
  }

  /** Takes over the configuration of an earlier run. */
  async repeat(config: RunConfig): Promise<void> {
    this.#leaveData();
    this.#form = formFromConfig(config, this.#form);
    this.refresh();
    if (config.data.kind !== 'dataset') return;
    const { datasetId } = config.data;
    const detail = await this.#datasets.detail(datasetId);
    const { data } = this.#form;
    if (data.kind !== 'dataset' || data.datasetId !== datasetId) return;
    this.#dataset = detail;
    this.#forecastSoon();
  }

  /** Chooses something to start with when nothing is chosen yet. */
  async propose(): Promise<void> {
    if (this.#form.data.kind !== 'none') return;
    const newest = this.#datasets.list[0];
    if (newest !== undefined) await this.useDataset(newest.id);
    else this.useSystem(this.#connection.catalog.systems[0]?.id ?? '');
  }

  /** Starts the run by `start`; null when it did not start (the reason is then in `startError`). */
  async start(start: (config: RunConfig) => Promise<string>): Promise<string | null> {
    const config = configFromForm(this.#form);
    if (config === null || this.obstacle !== null || this.#isStarting) return null;
    this.#isStarting = true;
    this.#startError = null;
    try {
      return await start(config);
    } catch (thrown) {
      this.#startError = asAppError(thrown);
      return null;
    } finally {
      this.#isStarting = false;
    }
  }

  /** The width that fits the data and the method, unless one was chosen. */
  #proposeWidth(): { readonly width?: number } {
    const { catalog } = this.#connection;
    const isUntouched = this.#form.width === (this.#proposed ?? catalog.defaults.width);
    this.#proposed = widthFor(this.#form, this.#dataset, catalog);
    return isUntouched ? { width: this.#proposed } : {};
  }

  /** The first choice of data starts from what the service proposes; later ones keep what was chosen. */
  #choose(data: DataChoice): void {
    const { defaults } = this.#connection.catalog;
    this.#leaveData();
    const form = this.#form.data.kind === 'none' ? formFromDefaults(defaults) : this.#form;
    this.#form = withData(form, data, defaults);
    this.#startError = null;
    this.refresh();
  }

  /** Remembers the formula, and forgets what is known about the data that were chosen. */
  #leaveData(): void {
    const { data } = this.#form;
    if (data.kind === 'system' && data.formula !== undefined) this.#lastFormula = data;
    this.#dataset = null;
    this.#startError = null;
    this.formulaCheck.forget();
  }

  get #formulaProblem(): string | null {
    const { situation } = this.formulaCheck;
    return situation.kind === 'refused' ? situation.error.message : null;
  }

  /** The formula's parameters become fields, with the values they had. */
  #takeParameters(names: readonly string[]): void {
    const { data } = this.#form;
    if (data.kind !== 'system') return;
    this.#formulaValues = { ...this.#formulaValues, ...data.params };
    const params = Object.fromEntries(names.map((name) => [name, this.#formulaValues[name] ?? 1]));
    this.changeData({ ...data, params });
  }

  #forecastSoon(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const number = this.#asked;
    const config = configFromForm(this.#form);
    if (config === null || this.#problems.size > 0 || this.formulaCheck.situation.kind === 'reading') {
      this.#cost = { kind: 'unknown' };
      return;
    }
    this.#timer = setTimeout(() => void this.#askForecast(number, config), FORECAST_DELAY_MS);
  }

  async #askForecast(number: number, config: RunConfig): Promise<void> {
    let cost: Cost;
    try {
      cost = { kind: 'known', forecast: await this.#client.call('run.forecast', { config }) };
    } catch (thrown) {
      const error = asAppError(thrown);
      cost = INPUT_REFUSALS.has(error.code) ? { kind: 'refused', error } : { kind: 'unknown' };
    }
    if (number === this.#asked) this.#cost = cost;
  }
}
