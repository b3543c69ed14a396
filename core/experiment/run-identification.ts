import type { Dataset } from '../datasets/dataset.ts';
import { CoreError } from '../errors.ts';
import { assess } from '../identification/assess.ts';
import type { Identification, IdentificationInput } from '../identification/identification.ts';
import { identify } from '../identification/identify.ts';
import { IDENTIFICATION_DEFAULTS } from '../identification/options.ts';
import { identifiedHamiltonian } from '../network/identified-function.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { MetricLog } from './evaluate-model.ts';
import { withFittedStart } from './fitted-start.ts';
import { hasOwnForces } from './model-forces.ts';
import { motionBand } from './motion-band.ts';
import { predictMotions } from './predict-motions.ts';
import { prepareDataset } from './prepare-dataset.ts';
import type { PreparedData, Recording, ReferenceTrajectory } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';
import type { ComparedTrajectory, RunResult, Timing } from './run-result.ts';
import type { ExperimentPorts, TimedPhase } from './run-experiment.ts';

/** Share of the progress of predicting that bands take. */
const BAND_SHARE = 0.8;

/** What a run by `measured` does after its data are prepared. */
export interface IdentificationRun {
  readonly config: RunConfig;
  readonly data: PreparedData;
  readonly ports: ExperimentPorts;
  readonly timed: TimedPhase;
  readonly timings: readonly Timing[];
}

/**
 * Identifies, compares, and judges how far the result can be trusted. Ĥ is pinned at the anchor; predictions start where the beginning of a motion says and get a
 * 90 % band; the energy test speaks of Ĥ alone, because friction is no drift.
 * @throws CoreError `bad-argument` for points and for held-out rows within a motion; see `identify`, `assess`
 */
export function runIdentification({ config, data: prepared, ports, timed, timings }: IdentificationRun): RunResult {
  const recording = recordingOf(config, prepared);
  const options = config.identification ?? IDENTIFICATION_DEFAULTS;
  const { width, seed } = config;
  const { dataset, train, heldOut } = recording;
  const input: IdentificationInput = { dataset, train, options, width, seed, ...(ports.team && { team: ports.team }) };
  const found = timed('solve', (report) => identify({ ...input, report }));
  const data = withMasses(prepared, found.model, config);
  const identification = { ...found, model: pinned(found.model, data) };
  const { model } = identification;
  const log: MetricLog = { metrics: [], notes: [...data.notes] };
  timed('evaluate', () => {
    evaluateModel(model, data, log);
  });
  const motions = timed('predict', (report) => {
    const starting = { periodic: options.periodic, box: data.box };
    const references = data.references.map((one) => withFittedStart(one, identification, starting));
    const predicted = predictMotions(model, { ...data, references }, config, log, (fraction) => {
      report((1 - BAND_SHARE) * fraction);
    });
    const count = predicted.compared.length;
    const compared = predicted.compared.map((one, index) =>
      withBand(one, {
        ...{ identification, data, references, config, log },
        report: (fraction) => {
          report(1 - BAND_SHARE + (BAND_SHARE * (index + fraction)) / count);
        },
      }),
    );
    return { ...predicted, compared };
  });
  if (hasOwnForces(model)) {
    log.notes.push(
      'The model has forces beside H, such as friction: the energy test follows H alone, and along the predicted motions H may fall or rise.',
    );
  }
  log.notes.push(...found.facts.decisions.flatMap(({ id, sentence }) => (id === 'inputs' ? [sentence] : [])));
  const report = timed('assess', (progress) => assess(identification, { input, heldOut, seed, report: progress }));
  return {
    model,
    labels: data.labels,
    anchor: data.anchor,
    box: data.box,
    split: data.split,
    metrics: log.metrics,
    timings,
    diagnostics: found.diagnostics,
    lossHistory: null,
    identification: { report, posterior: found.posterior },
    trainStates: data.train.states,
    ...motions,
    notes: log.notes,
  };
}

function recordingOf({ split }: RunConfig, { recording }: PreparedData): Recording {
  if (recording === null) {
    throw new CoreError(
      'bad-argument',
      'The method for measured motion needs motion in time; these are single points.',
      {
        hint: 'Let motions of the system be recorded, or choose A-SWIM.',
      },
    );
  }
  if (split.kind === 'points' && split.fraction > 0) {
    throw new CoreError(
      'bad-argument',
      'Single held-out rows cut the motions into pieces that are too short to learn from.',
      {
        hint: 'Hold out whole trajectories, or the last part of each one.',
        context: { split: split.kind },
      },
    );
  }
  return recording;
}

/** Ĥ is known up to a constant: here it has the anchor's value. */
function pinned(model: IdentifiedHamiltonian, { anchor }: PreparedData): IdentifiedHamiltonian {
  return { ...model, constant: model.constant + anchor.value - identifiedHamiltonian(model).value(anchor.state) };
}

/**
 * Momenta that were made of positions with some masses are made with those of the model, which may have been sought: p and ṗ grow in proportion.
 */
function withMasses(data: PreparedData, { masses }: IdentifiedHamiltonian, config: RunConfig): PreparedData {
  const dataset = data.recording?.dataset;
  const before = dataset?.derivedMomenta?.masses;
  if (dataset === undefined || before === undefined || masses === null) return data;
  if (before.every((mass, k) => mass === masses[k])) return data;
  const factors = [...before.map(() => 1), ...before.map((mass, k) => masses[k]! / mass)];
  const scaled = (values: Float64Array) =>
    Float64Array.from(values, (value, i) => value * factors[i % factors.length]!);
  const rescaled: Dataset = {
    ...dataset,
    derivedMomenta: { masses },
    trajectories: dataset.trajectories.map((one) => ({
      ...one,
      states: scaled(one.states),
      derivatives: scaled(one.derivatives),
    })),
  };
  return prepareDataset(config, rescaled);
}

interface BandContext {
  readonly identification: Identification;
  readonly data: PreparedData;
  readonly references: readonly ReferenceTrajectory[];
  readonly config: RunConfig;
  readonly log: MetricLog;
  readonly report: (fraction: number) => void;
}

/** The comparison with the band of its prediction, where there is one. */
function withBand(
  compared: ComparedTrajectory,
  { identification: { model, posterior, facts }, data, references, config, log, report }: BandContext,
): ComparedTrajectory {
  if (posterior === null) return compared;
  const { times, predicted, id } = compared;
  const reference = references.find((one) => one.id === id);
  const inputCount = (reference?.inputs?.length ?? 0) / (reference?.times.length ?? 1);
  const band = motionBand({
    ...{ model, posterior, times, predicted },
    period: facts.period,
    box: data.box,
    // A prediction that ended early has fewer rows.
    inputs: reference?.inputs?.subarray(0, inputCount * times.length) ?? null,
    ...{ seed: config.seed, report },
  });
  if (band !== null) return { ...compared, band };
  log.notes.push(`The prediction of '${id}' is too long for a band.`);
  return compared;
}
