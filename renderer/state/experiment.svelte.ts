import type { AppError, Client, DatasetDetail } from '../../service/api/index.ts';
import { checkForm, fieldName, type FieldName } from './check-form.ts';
import { EMPTY_CATALOG, type Connection } from './connection.svelte.ts';
import { CostForecast, type Cost } from './cost-forecast.svelte.ts';
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
import { FormHistory } from './form-history.svelte.ts';
import { FormulaCheck } from './formula-check.svelte.ts';
import { declaredChoice, FORMULA_ID, resizeBox, type SystemData } from './system-choice.ts';

/** The experiment being set up: a form that becomes a run's configuration, and what it would cost. */
export class Experiment {
  #form = $state.raw<ExperimentForm>(formFromDefaults(EMPTY_CATALOG.defaults));
  #dataset = $state.raw<DatasetDetail | null>(null);
  #startError = $state.raw<AppError | null>(null);
  #isStarting = $state(false);
  /** The width proposed last; null before any. */
  #proposed: number | null = null;
  /** The formula used last, for the way back to it. */
  #lastFormula: SystemData | null = null;
  /** Values given to parameters of formulas, kept while a name is typed anew. */
  #formulaValues: SystemData['params'] = {};
  /** What one kind of method was asked for last, kept while another kind is tried. */
  #last: Pick<ExperimentForm, 'training' | 'identification'> = {};
  /** What the service says about the formula. */
  readonly formulaCheck: FormulaCheck;
  /** Undo and redo of what is chosen. */
  readonly history: FormHistory;
  readonly #forecast: CostForecast;
  readonly #connection: Connection;
  readonly #datasets: Datasets;

  /** @param onchoice called when something was chosen that can be taken back */
  constructor(client: Client, connection: Connection, datasets: Datasets, onchoice = () => {}) {
    this.#forecast = new CostForecast(client);
    this.#connection = connection;
    this.#datasets = datasets;
    this.history = new FormHistory({
      form: () => this.#form,
      show: (form) => {
        this.#goTo(form);
      },
      defaults: () => connection.catalog.defaults,
      onchoice,
    });
    this.formulaCheck = new FormulaCheck(client, ({ parameters }) => {
      this.#takeParameters(parameters);
    });
  }

  readonly #problems = $derived.by(() => {
    const { situation } = this.formulaCheck;
    return checkForm(this.#form, {
      catalog: this.#connection.catalog,
      limits: this.#connection.info?.limits ?? null,
      trajectoryIds: this.trajectoryIds,
      formulaProblem: situation.kind === 'refused' ? situation.error.message : null,
    });
  });

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
    return this.#forecast.cost;
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
    return this.cost.kind === 'refused' ? this.cost.error.message : null;
  }

  change(part: Partial<ExperimentForm>): void {
    const before = this.#form;
    this.#follow(part);
    this.history.remember(before);
  }

  /** Changes that follow from a choice, and are taken back with it. */
  #follow(part: Partial<ExperimentForm>): void {
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
    if (!(await this.#load(datasetId))) return;
    const { heldOutShare } = this.#connection.catalog.defaults;
    this.#form = { ...this.#form, split: { kind: 'fraction', fraction: heldOutShare } };
    this.#follow(this.#proposeWidth());
  }

  /** Sets up an experiment with a known system and its default parameters. */
  useSystem(systemId: string): void {
    const system = this.#connection.catalog.systems.find(({ id }) => id === systemId);
    if (system !== undefined) this.#useSystem(declaredChoice(system));
  }

  /** Sets up an experiment with a formula of one's own: the last one, or an empty one. */
  useFormula(): void {
    const empty = { kind: 'system', systemId: FORMULA_ID, params: {}, formula: { expression: '', dof: 1 } } as const;
    this.#useSystem(this.#lastFormula ?? empty);
  }

  #useSystem(data: SystemData): void {
    this.#choose(data);
    this.#follow(this.#proposeWidth());
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
    const before = this.#form;
    this.#form = withMethod({ ...before, solver }, method, this.#last);
    this.#follow(this.#proposeWidth());
    this.history.remember(before);
  }

  /** What an identification from measured motion is asked for. */
  get identification(): IdentificationOptions {
    return this.#form.identification ?? this.#connection.catalog.defaults.identification;
  }

  identify(part: Partial<IdentificationOptions>): void {
    this.change({ identification: { ...this.identification, ...part } });
  }

  /** Takes over the configuration of an earlier run. */
  repeat(config: RunConfig): Promise<void> {
    const before = this.#form;
    const shown = this.#show(formFromConfig(config, before));
    this.history.remember(before);
    return shown;
  }

  /** Shows another form as it is, with its data. */
  async #show(form: ExperimentForm): Promise<void> {
    this.#leaveData();
    this.#form = form;
    this.refresh();
    if (form.data.kind === 'dataset' && (await this.#load(form.data.datasetId))) this.#forecastSoon();
  }

  /** Loads the data set of the form; false when another one was chosen meanwhile. */
  async #load(datasetId: string): Promise<boolean> {
    const detail = await this.#datasets.detail(datasetId);
    const { data } = this.#form;
    const isChosen = data.kind === 'dataset' && data.datasetId === datasetId;
    if (isChosen) this.#dataset = detail;
    return isChosen;
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
    const config = this.#isStarting || this.obstacle !== null ? null : configFromForm(this.#form);
    if (config === null) return null;
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
    const before = this.#form;
    this.#form = withData(before.data.kind === 'none' ? formFromDefaults(defaults) : before, data, defaults);
    this.refresh();
    this.history.remember(before);
  }

  #goTo(form: ExperimentForm): void {
    if (JSON.stringify(this.#form.data) !== JSON.stringify(form.data)) {
      void this.#show(form);
    } else {
      this.#form = form;
      this.#follow({});
    }
  }

  /** Remembers the formula, and forgets what is known about the data that were chosen. */
  #leaveData(): void {
    const { data } = this.#form;
    if (data.kind === 'system' && data.formula !== undefined) this.#lastFormula = data;
    this.#dataset = null;
    this.#startError = null;
    this.formulaCheck.forget();
  }

  /** The formula's parameters become fields, with the values they had. */
  #takeParameters(names: readonly string[]): void {
    const { data } = this.#form;
    if (data.kind !== 'system') return;
    this.#formulaValues = { ...this.#formulaValues, ...data.params };
    const params = Object.fromEntries(names.map((name) => [name, this.#formulaValues[name] ?? 1]));
    this.#follow(withData(this.#form, { ...data, params }, this.#connection.catalog.defaults));
  }

  #forecastSoon(): void {
    const isReady = this.#problems.size === 0 && this.formulaCheck.situation.kind !== 'reading';
    this.#forecast.askSoon(isReady ? configFromForm(this.#form) : null);
  }
}
