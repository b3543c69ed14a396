import { parse } from 'node:path';
import type { LossHistory } from '../../core/baselines/baseline.ts';
import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import {
  proposedIdentificationWidth,
  proposedWidth,
  type Catalog,
  type Client,
  type DatasetDetail,
  type RunDetail,
} from '../../service/api/index.ts';
import { buildRecipe } from '../build-recipe.ts';
import { chooseSplit } from '../choose-split.ts';
import { UsageError, type Command, type OptionValues } from '../command.ts';
import { COMPUTE_OPTIONS, computeMeans } from '../compute-options.ts';
import { EXIT, exitCodeOf } from '../exit-code.ts';
import { EXPORT_FORMATS, exportRun } from '../export-run.ts';
import { describeImport } from '../describe-import.ts';
import { describeResult } from '../describe-identification.ts';
import { labelled } from '../format.ts';
import {
  checkIdentification,
  chooseIdentification,
  IDENTIFICATION_OPTIONS,
  readIdentification,
  refuseIdentification,
  type IdentificationRequest,
} from '../identification-options.ts';
import { checkChoices, IMPORT_OPTIONS } from '../import-options.ts';
import { lookAtFiles } from '../look-at-files.ts';
import { lossHistoryOf, plainLoss } from '../loss-history.ts';
import { describeError, printJson, printNote, printResult } from '../output.ts';
import { createProgressLine } from '../progress.ts';
import { readFiles } from '../read-files.ts';
import { LIBRARY_OPTION, libraryPath, withClient } from '../session.ts';
import { chooseSolver, readSolver, refuseSolver, SOLVER_OPTIONS, type SolverRequest } from '../solver-options.ts';
import { startAndWait } from '../wait-for-run.ts';
import { makeOutputFolder } from '../write-files.ts';

/** Learns a Hamiltonian from measured trajectories. */
export const identify: Command = {
  name: 'identify',
  summary: 'learns the Hamiltonian from files of measured motion',
  usage: 'identify FILE… --time C --q C[,C] [--p C[,C]] [options]',
  options: {
    ...IMPORT_OPTIONS,
    window: {
      value: 'TIME|FROM:TO',
      help: 'a single time means --derivative-window; two keep the rows of these times, either may be left out',
    },
    'skip-bad-rows': {
      help: 'the same as --bad-rows cut: rows that cannot be read are left out and listed; otherwise they are refused',
    },
    method: {
      value: 'ID',
      help: 'measured (default), which treats noise and finds friction; the networks a-swim, u-swim or elm; or a baseline: adam-hnn, ode-net, sampled-ode-net',
    },
    ...IDENTIFICATION_OPTIONS,
    width: {
      value: 'N',
      help: 'neurons; default: 100 for measured (250 for more degrees of freedom), 200 for others, fewer when the rows are few',
    },
    seed: { value: 'S', help: 'whole number that all randomness comes from; default: 1' },
    'hold-out': {
      value: 'ID|SHARE',
      help: 'trajectories (3 or 3,4) or a share (0.2 or 20%) kept for testing; time:0.2 keeps the end of each trajectory, points:0.2 single rows; default: 0.2; 0 holds out nothing',
    },
    ...SOLVER_OPTIONS,
    training: {
      value: 'ID',
      help: 'how adam-hnn and ode-net are trained: a preset such as blog or notebook, with its width',
    },
    steps: { value: 'N', help: 'steps of that training' },
    'time-budget': { value: 'SECONDS', help: 'ends that training after so much time' },
    integrator: {
      value: 'ID',
      help: 'for predicted trajectories: stormer-verlet (default), symplectic-euler, implicit-midpoint, rk4, dop853, …',
    },
    horizon: { value: 'TIME', help: 'length of the energy test; default: ten times the longest trajectory' },
    tolerance: {
      value: 'X',
      help: 'distance in q at which a prediction counts as lost; default: 10 % of the range of q',
    },
    name: { value: 'TEXT', help: 'name of the data set in the library; default: the name of the first file' },
    ...COMPUTE_OPTIONS,
    ...LIBRARY_OPTION,
    out: { value: 'DIR', help: 'writes the model (JSON) and the phase portrait (PNG) into this folder' },
    json: { help: 'prints one JSON object instead of text' },
  },
  details: [
    'Without --p, momenta are mass times an estimated dq/dt, and the method measured learns from the positions alone.',
    'C is the name of a column, or its number counted from 1. Several files are several trajectories. --time may be replaced by --step or --frame. How the files are read is proposed where nothing is said, see ‘phasewright import --help’.',
    'A value of --hold-out that is both a trajectory’s id and a number means the trajectory. A share holds out whole trajectories when there are at least three, otherwise the last part of each one.',
    'The JSON object has run, metrics, timings, diagnostics, identification (null for other methods than measured), lossHistory, verdict, report and files; NaN and infinities are strings in it.',
    'Example: phasewright identify pendulum.csv --time t --q theta --p omega --run run --hold-out 4 --out results',
  ],
  run: async ({ positionals: files, options }) => {
    if (files.length === 0) throw new UsageError('No file is given.');
    if (!options.has('step') && !options.has('frame')) options.required('time');
    options.required('q');
    checkChoices(importChoices(options));
    const request = readRequest(options);
    const folder = options.text('out');
    if (folder !== null) await makeOutputFolder(folder);
    const means = computeMeans(options);
    const work = (client: Client) => identifyFiles(client, files, { options, request, folder });
    return withClient(libraryPath(options), work, means);
  },
};

/** What the options say before the data are known. */
interface Request {
  readonly config: Pick<RunConfig, 'horizon' | 'tolerance'>;
  readonly method: string | null;
  readonly identification: IdentificationRequest;
  readonly seed: number | null;
  readonly integrator: string | null;
  readonly solver: SolverRequest;
  readonly width: number | null;
  readonly training: {
    readonly preset: string | null;
    readonly steps: number | null;
    readonly timeBudget: number | null;
  };
}

function readRequest(options: OptionValues): Request {
  if (options.has('no-network') && options.has('width')) {
    throw new UsageError('--width is the number of neurons, and --no-network has none.');
  }
  return {
    config: {
      horizon: options.number('horizon', { above: 0 }),
      tolerance: options.number('tolerance', { above: 0 }),
    },
    method: options.text('method'),
    identification: readIdentification(options),
    seed: options.integer('seed', { atLeast: 0 }),
    integrator: options.text('integrator'),
    solver: readSolver(options),
    width: options.integer('width', { atLeast: 1 }),
    training: {
      preset: options.text('training'),
      steps: options.integer('steps', { atLeast: 1 }),
      timeBudget: options.number('time-budget', { above: 0 }),
    },
  };
}

/** What the run is told about its training; nothing when nothing was asked, so that the defaults of the app hold. */
function chooseTraining(
  { preset, steps, timeBudget }: Request['training'],
  method: string,
  { methods, trainingPresets, defaults }: Catalog,
): Pick<RunConfig, 'training'> {
  if (preset === null && steps === null && timeBudget === null) return {};
  if (methods.some(({ id, isTrained }) => id === method && !isTrained)) {
    throw new UsageError(`--training, --steps and --time-budget do not belong to --method ${method}.`);
  }
  const found = trainingPresets.find(({ id }) => id === preset);
  if (preset !== null && found === undefined) {
    const ids = trainingPresets.map(({ id }) => id).join(', ');
    throw new UsageError(`There is no training '${preset}'. The presets are: ${ids}.`);
  }
  const training = found?.training ?? defaults.training;
  return {
    training: { ...training, steps: steps ?? training.steps, timeBudget: timeBudget ?? training.timeBudget },
  };
}

interface Job {
  readonly options: OptionValues;
  readonly request: Request;
  readonly folder: string | null;
}

async function identifyFiles(
  client: Client,
  paths: readonly string[],
  { options, request, folder }: Job,
): Promise<number> {
  const { limits } = await client.call('app.info', {});
  const catalog = await client.call('catalog.get', {});
  const { defaults } = catalog;
  const files = await readFiles(paths, limits.fileBytes);
  const { draftId, preview, start } = await lookAtFiles(client, files, options);
  const recipe = buildRecipe(importChoices(options), preview, onlyNamedRoles(start, options));
  const { report, series } = await client.call('draft.check', { draftId, recipe, maxPoints: 2 });
  const split = chooseSplit(
    options.text('hold-out'),
    report.trajectories.map(({ id }) => id),
    defaults.heldOutShare,
  );
  const method = request.method ?? defaults.datasetMethod;
  const isMeasured = catalog.methods.some(({ id, isForMeasurements }) => id === method && isForMeasurements);
  if (isMeasured) refuseSolver(options, method);
  else refuseIdentification(options, method);
  const training = chooseTraining(request.training, method, catalog);
  const identification = isMeasured
    ? chooseIdentification(request.identification, series, recipe.roles, defaults.identification)
    : null;
  if (identification !== null) checkIdentification(identification, recipe.roles, report);
  const presetWidth = catalog.trainingPresets.find(({ id }) => id === request.training.preset)?.width;
  const dof = recipe.roles.q.length;
  const proposed = isMeasured
    ? proposedIdentificationWidth(report, dof, split, defaults.identificationWidth)
    : proposedWidth(report, dof, split, defaults.width);
  const width = request.width ?? presetWidth ?? proposed;
  const name = options.text('name') ?? parse(files[0]!.name).name;
  const dataset = await client.call('dataset.import', { draftId, recipe, name, versionOf: null });

  const config: RunConfig = {
    ...request.config,
    ...{ width, split },
    data: { kind: 'dataset', datasetId: dataset.id },
    method,
    seed: request.seed ?? defaults.seed,
    integrator: request.integrator ?? defaults.integrator,
    solver: chooseSolver(request.solver, defaults),
    ...training,
    ...(identification && { identification }),
  };
  const { run, isInterrupted } = await startAndWait(client, config, createProgressLine(process.stderr));
  if (run.status !== 'succeeded') {
    if (run.error !== null) printNote(describeError(run.error));
    else printNote(`The run was ${run.status}.`);
    printNote(`Run ${run.id}`);
    return isInterrupted ? EXIT.interrupted : run.error === null ? EXIT.failed : exitCodeOf(run.error.code);
  }
  const detail = await client.call('run.get', { runId: run.id });
  const written = folder === null ? [] : await exportRun(client, { runId: run.id, formats: EXPORT_FORMATS, folder });
  const lossHistory = await lossHistoryOf(client, detail);
  printOutcome({ run: detail, lossHistory, dataset, files: written }, options.has('json'));
  return EXIT.done;
}

/** A single time for `--window` is the window of the derivatives, as it always was. */
function importChoices(options: OptionValues): OptionValues {
  if (options.text('window')?.includes(':') !== false) return options;
  options.number('window', { above: 0 });
  return options.renamed('window', 'derivative-window');
}

/** A model is learned from columns that were named, not from guessed ones; and a row that cannot be read is left out when that was said. */
function onlyNamedRoles(start: ImportRecipe, options: OptionValues): ImportRecipe {
  if (options.has('recipe')) return start;
  const roles = { q: [], p: [], dq: [], dp: [], run: null, parameters: [], inputs: [] };
  return { ...start, roles, rows: { ...start.rows, bad: options.has('skip-bad-rows') ? 'cut' : 'refuse' } };
}

interface Outcome {
  readonly run: RunDetail;
  readonly lossHistory: LossHistory | null;
  readonly dataset: DatasetDetail;
  readonly files: readonly string[];
}

function printOutcome({ run, lossHistory, dataset: { report }, files }: Outcome, asJson: boolean): void {
  if (asJson) {
    const { metrics, timings, diagnostics, identification, verdict, ...summary } = run;
    printJson({
      run: summary,
      metrics,
      timings,
      diagnostics,
      identification,
      lossHistory: plainLoss(lossHistory),
      verdict,
      report,
      files,
    });
    return;
  }
  printResult(
    [
      ...labelled('Rows', describeImport(report)),
      describeResult(run, lossHistory, report),
      ...labelled(
        'Warning',
        report.warnings.map(({ message }) => message),
      ),
      ...labelled('Files', files),
    ].join('\n'),
  );
}
