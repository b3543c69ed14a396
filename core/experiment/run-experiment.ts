import type { BaselineOutcome } from '../baselines/baseline.ts';
import { TRAINING_DEFAULTS } from '../baselines/index.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { CoreError } from '../errors.ts';
import { fitHamiltonian } from '../fit/fit-hamiltonian.ts';
import type { Team } from '../kernels/index.ts';
import { integrators } from '../integrators/index.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { MetricLog } from './evaluate-model.ts';
import { findMethod } from './methods.ts';
import type { SampleMethod } from './methods.ts';
import { predictMotions } from './predict-motions.ts';
import { prepareDataset } from './prepare-dataset.ts';
import { prepareSystem } from './prepare-system.ts';
import type { PreparedData } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';
import { runIdentification } from './run-identification.ts';
import type { RunPhase, RunProgress, RunResult, Timing } from './run-result.ts';

/** A run's description and, when it learns from measurements, its data. */
export interface ExperimentInput {
  readonly config: RunConfig;
  /** The data set the config names; null for a known system. */
  readonly dataset: Dataset | null;
}

/** What the numerics may not have themselves: a place to tell progress and a clock. */
export interface ExperimentPorts {
  report(progress: RunProgress): void;
  /** Milliseconds of any monotonic clock; only differences are used, and only for the timings. */
  now(): number;
  /** Threads and memory for the solves; absent: the calling thread alone. */
  readonly team?: Team;
}

/** Does the work of one phase: tells that it begins, how far it is, and how long it took. */
export type TimedPhase = <T>(phase: RunPhase, work: (report: (fraction: number | null) => void) => T) => T;

/**
 * One experiment from config and data to result: prepare, fit, evaluate, predict. Same input, same bits (timings aside).
 * @throws CoreError for a config or data that cannot be run; see `prepareDataset`, `prepareSystem`, `fitHamiltonian`
 */
export function runExperiment({ config, dataset }: ExperimentInput, ports: ExperimentPorts): RunResult {
  checkConfig(config);
  const method = findMethod(config.method);
  const timings: Timing[] = [];
  const timed: TimedPhase = (phase, work) => {
    const start = ports.now();
    ports.report({ phase, fraction: null });
    const result = work((fraction) => {
      ports.report({ phase, fraction });
    });
    timings.push({ phase, ms: ports.now() - start });
    return result;
  };

  const data = timed('prepare', () => prepareData(config, dataset));
  if (method.kind === 'measured') return runIdentification({ config, data, ports, timed, timings });
  const fit = learn(method, config, data, ports);
  timings.push(...fit.timings);
  const log: MetricLog = { metrics: [], notes: [...data.notes, ...fit.notes] };
  timed('evaluate', () => {
    evaluateModel(fit.model, data, log);
  });
  const motions = timed('predict', (report) => predictMotions(fit.model, data, config, log, report));
  return {
    model: fit.model,
    labels: data.labels,
    anchor: data.anchor,
    box: data.box,
    split: data.split,
    metrics: log.metrics,
    timings,
    diagnostics: fit.diagnostics,
    lossHistory: fit.history,
    identification: null,
    trainStates: data.train.states,
    ...motions,
    notes: log.notes,
  };
}

/** Learns from the prepared data by the chosen method; all methods get the same samples, anchor, seed and clock. */
function learn(method: SampleMethod, config: RunConfig, data: PreparedData, ports: ExperimentPorts): BaselineOutcome {
  const input = {
    samples: data.train,
    width: config.width,
    anchor: data.anchor,
    box: data.samplerBox,
    solver: config.solver,
    seed: config.seed,
    report: (progress: RunProgress) => {
      ports.report(progress);
    },
    now: () => ports.now(),
    team: ports.team,
  };
  if (method.kind === 'baseline') {
    return method.baseline.fit({ ...input, training: config.training ?? TRAINING_DEFAULTS });
  }
  const fit = fitHamiltonian({ ...input, sampler: method.sampler, trueValues: data.trueValues });
  return { ...fit, history: null, notes: [] };
}

function prepareData(config: RunConfig, dataset: Dataset | null): PreparedData {
  if (config.data.kind === 'system') return prepareSystem(config, config.data);
  if (dataset === null) {
    throw new CoreError('bad-argument', 'runExperiment: expected the data set the config names, got none.', {
      context: { datasetId: config.data.datasetId },
    });
  }
  return prepareDataset(config, dataset);
}

/** Checks what no later step checks itself, before any work is done. */
function checkConfig({ seed, horizon, tolerance, integrator }: RunConfig): void {
  integrators.get(integrator);
  if (!Number.isSafeInteger(seed)) {
    throw new CoreError('bad-argument', `The seed must be a whole number, got ${seed}.`);
  }
  for (const [name, value] of Object.entries({ horizon, tolerance })) {
    if (value !== null && !(value > 0 && Number.isFinite(value))) {
      throw new CoreError('bad-argument', `The ${name} must be a positive number, got ${value}.`, {
        hint: 'Leave it empty for the default.',
        context: { [name]: value },
      });
    }
  }
}
