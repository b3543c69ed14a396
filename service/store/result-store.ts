import type {
  ComparedTrajectory,
  EnergyTest,
  FitDiagnostics,
  Metric,
  RunIdentification,
  RunResult,
  Timing,
} from '../../core/experiment/run-result.ts';
import type { LossHistory } from '../../core/baselines/baseline.ts';
import { AppError } from '../api/app-error.ts';
import type { RunOutcome } from '../jobs/messages.ts';
import { fromBlob, toBlob } from './blobs.ts';
import { modelColumns, toModel } from './model-columns.ts';
import { readBytes, readJson, readNumber, readNumberOrNull, readReal, readText, toJsonText } from './rows.ts';
import type { Sqlite, SqlRow } from './sqlite.ts';

/** The facts of a result: everything but its series. */
export type ResultFacts = Omit<RunResult, 'compared' | 'energyTest' | 'lossHistory' | 'trainStates'>;

/** The arrays of a result. */
export interface ResultSeries {
  readonly compared: readonly ComparedTrajectory[];
  readonly energyTest: EnergyTest;
  readonly lossHistory: LossHistory | null;
  /** (n, 2d) */
  readonly trainStates: Float64Array<ArrayBuffer>;
}

/** Results of runs that succeeded. */
export interface ResultStore {
  /** Writes every part; the caller holds the transaction. */
  insertOutcome(runId: string, outcome: RunOutcome): void;
  /** Null before success. */
  facts(runId: string): ResultFacts | null;
  /** @throws AppError `not-found` before success */
  series(runId: string): ResultSeries;
}

export function createResultStore(database: Sqlite): ResultStore {
  const all = (table: 'metric' | 'timing' | 'compared_trajectory', runId: string) =>
    database.all(`SELECT * FROM ${table} WHERE run_id = ? ORDER BY position`, runId);
  return {
    insertOutcome(runId, { result, trainStates }) {
      insertModel(database, runId, result, trainStates);
      insertNumbers(database, runId, result);
      insertSeries(database, runId, result);
    },
    facts(runId) {
      const model = database.get('SELECT * FROM model WHERE run_id = ?', runId);
      if (model === null) return null;
      return {
        ...toModelFacts(model),
        metrics: all('metric', runId).map(toMetric),
        timings: all('timing', runId).map(toTiming),
      };
    },
    series(runId) {
      const model = database.get('SELECT dof, train_count, train_states FROM model WHERE run_id = ?', runId);
      const energyTest = database.get('SELECT * FROM energy_test WHERE run_id = ?', runId);
      const lossHistory = database.get('SELECT * FROM loss_history WHERE run_id = ?', runId);
      if (model === null || energyTest === null) throw noResult(runId);
      const dof = readNumber(model, 'dof');
      return {
        compared: all('compared_trajectory', runId).map((row) => toCompared(row, dof)),
        energyTest: toEnergyTest(energyTest),
        lossHistory: lossHistory === null ? null : toLossHistory(lossHistory),
        trainStates: fromBlob(readBytes(model, 'train_states'), readNumber(model, 'train_count'), 2 * dof),
      };
    },
  };
}

/** The refusal for questions about the result of a run that has none. */
export function noResult(runId: string): AppError {
  return new AppError('not-found', `Run '${runId}' has no result.`, {
    hint: 'Only a run that succeeded has a model. Start it again.',
    context: { runId },
  });
}

function insertModel(database: Sqlite, runId: string, result: RunOutcome['result'], trainStates: Float64Array): void {
  const { model, energyKind, anchor, box, labels, split, notes, diagnostics: fit, identification } = result;
  database.run(
    `INSERT INTO model (run_id, kind, energy_kind, dof, width, weights, biases, coefficients, constant, network, parameters, structure,
       anchor_state, anchor_value, box, labels, split, notes, fit_rows, fit_columns, rank_estimate, condition_estimate,
       residual_norm, coefficient_norm, regularisation, iterations, optimality, solve_parts, train_count, train_states,
       posterior, report)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[runId, model.kind, energyKind, model.dof, ...modelColumns(model)],
    ...[toBlob(anchor.state), anchor.value, toBlob(Float64Array.from(box.flat()))],
    ...[toJsonText(labels), toJsonText(split), toJsonText(notes)],
    ...[fit?.rows ?? null, fit?.columns ?? null, fit?.rankEstimate ?? null, fit?.conditionEstimate ?? null],
    ...[fit?.residualNorm ?? null, fit?.coefficientNorm ?? null, fit?.regularisation ?? null],
    ...[fit?.iterations ?? null, fit?.optimality ?? null, fit?.parts ? toJsonText(fit.parts) : null],
    ...[trainStates.length / (2 * model.dof), toBlob(trainStates)],
    identification?.posterior ? toBlob(identification.posterior.factor) : null,
    identification === null ? null : toJsonText(identification.report),
  );
}

function insertNumbers(database: Sqlite, runId: string, { metrics, timings }: RunOutcome['result']): void {
  metrics.forEach(({ name, split, value, detail }, position) => {
    database.run(
      'INSERT INTO metric (run_id, position, name, split, value, detail) VALUES (?, ?, ?, ?, ?, ?)',
      ...[runId, position, name, split, value, detail],
    );
  });
  timings.forEach(({ phase, ms }, position) => {
    database.run('INSERT INTO timing (run_id, position, phase, ms) VALUES (?, ?, ?, ?)', runId, position, phase, ms);
  });
}

function insertSeries(
  database: Sqlite,
  runId: string,
  { compared, energyTest, lossHistory }: RunOutcome['result'],
): void {
  compared.forEach((one, position) => {
    database.run(
      `INSERT INTO compared_trajectory (run_id, position, id, split, is_measured, valid_time, row_count,
         times, reference, predicted, reference_energy, predicted_energy, band_low, band_high)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[runId, position, one.id, one.split, Number(one.isMeasured), one.validTime, one.times.length],
      ...[one.times, one.reference, one.predicted, one.referenceEnergy, one.predictedEnergy].map(toBlob),
      ...(one.band === undefined ? [null, null] : [toBlob(one.band.low), toBlob(one.band.high)]),
    );
  });
  const { integrator, stepSize, times, energy } = energyTest;
  database.run(
    'INSERT INTO energy_test (run_id, integrator, step_size, row_count, times, energy) VALUES (?, ?, ?, ?, ?, ?)',
    ...[runId, integrator, stepSize, times.length, toBlob(times), toBlob(energy)],
  );
  if (lossHistory === null) return;
  const { steps, seconds, train, validation, stepsDone, end } = lossHistory;
  database.run(
    `INSERT INTO loss_history (run_id, row_count, steps, seconds, train, validation, steps_done, how_it_ended)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[runId, steps.length, ...[steps, seconds, train, validation].map(toBlob), stepsDone, end],
  );
}

function toModelFacts(row: SqlRow): Omit<ResultFacts, 'metrics' | 'timings'> {
  const dof = readNumber(row, 'dof');
  const blob = (column: string, ...shape: readonly number[]) => fromBlob(readBytes(row, column), ...shape);
  const box = blob('box', 2 * dof, 2);
  return {
    model: toModel(row),
    // Written by `insertModel` from a RunResult.
    energyKind: readText(row, 'energy_kind') as RunResult['energyKind'],
    anchor: { state: blob('anchor_state', 2 * dof), value: readNumber(row, 'anchor_value') },
    box: Array.from({ length: 2 * dof }, (_, k) => [box[2 * k]!, box[2 * k + 1]!] as const),
    // These three were written by `insertModel` from a RunResult.
    labels: readJson(row, 'labels') as RunResult['labels'],
    split: readJson(row, 'split') as RunResult['split'],
    notes: readJson(row, 'notes') as RunResult['notes'],
    diagnostics: row.fit_rows === null ? null : toDiagnostics(row),
    identification: row.report === null ? null : toIdentification(row),
  };
}

function toIdentification(row: SqlRow): RunIdentification {
  const size = Math.sqrt(row.posterior instanceof Uint8Array ? row.posterior.byteLength / 8 : 0);
  return {
    // Written by `insertModel` from a RunIdentification.
    report: readJson(row, 'report') as RunIdentification['report'],
    posterior: row.posterior === null ? null : { factor: fromBlob(readBytes(row, 'posterior'), size, size) },
  };
}

function toDiagnostics(row: SqlRow): FitDiagnostics {
  return {
    rows: readNumber(row, 'fit_rows'),
    columns: readNumber(row, 'fit_columns'),
    rankEstimate: readNumber(row, 'rank_estimate'),
    conditionEstimate: readReal(row, 'condition_estimate'),
    residualNorm: readReal(row, 'residual_norm'),
    coefficientNorm: readReal(row, 'coefficient_norm'),
    regularisation: readReal(row, 'regularisation'),
    iterations: readNumberOrNull(row, 'iterations'),
    optimality: readNumberOrNull(row, 'optimality'),
    // Written by `insertModel` from a FitDiagnostics.
    parts: row.solve_parts === null ? null : (readJson(row, 'solve_parts') as FitDiagnostics['parts']),
  };
}

function toMetric(row: SqlRow): Metric {
  return {
    // Written by `insertNumbers` from a Metric.
    name: readText(row, 'name') as Metric['name'],
    split: readText(row, 'split') as Metric['split'],
    value: readReal(row, 'value'),
    detail: readText(row, 'detail'),
  };
}

function toTiming(row: SqlRow): Timing {
  // Written by `insertNumbers` from a Timing.
  return { phase: readText(row, 'phase') as Timing['phase'], ms: readNumber(row, 'ms') };
}

function toCompared(row: SqlRow, dof: number): ComparedTrajectory {
  const count = readNumber(row, 'row_count');
  const blob = (column: string, ...shape: readonly number[]) => fromBlob(readBytes(row, column), ...shape);
  return {
    id: readText(row, 'id'),
    // Written by `insertSeries` from a ComparedTrajectory.
    split: readText(row, 'split') as ComparedTrajectory['split'],
    isMeasured: readNumber(row, 'is_measured') === 1,
    times: blob('times', count),
    reference: blob('reference', count, 2 * dof),
    predicted: blob('predicted', count, 2 * dof),
    referenceEnergy: toSeries(row, 'reference_energy', count),
    predictedEnergy: toSeries(row, 'predicted_energy', count),
    validTime: readReal(row, 'valid_time'),
    ...(row.band_low === null
      ? {}
      : { band: { low: blob('band_low', count, 2 * dof), high: blob('band_high', count, 2 * dof) } }),
  };
}

/** An energy along a motion: one value per row, or none for a model without energy. */
function toSeries(row: SqlRow, column: string, count: number): Float64Array<ArrayBuffer> {
  const bytes = readBytes(row, column);
  return fromBlob(bytes, bytes.byteLength === 0 ? 0 : count);
}

function toLossHistory(row: SqlRow): LossHistory {
  const count = readNumber(row, 'row_count');
  return {
    steps: toSeries(row, 'steps', count),
    seconds: toSeries(row, 'seconds', count),
    train: toSeries(row, 'train', count),
    validation: toSeries(row, 'validation', count),
    stepsDone: readNumber(row, 'steps_done'),
    // Written by `insertSeries` from a LossHistory.
    end: readText(row, 'how_it_ended') as LossHistory['end'],
  };
}

function toEnergyTest(row: SqlRow): EnergyTest {
  const count = readNumber(row, 'row_count');
  return {
    integrator: readText(row, 'integrator'),
    stepSize: readNumber(row, 'step_size'),
    times: fromBlob(readBytes(row, 'times'), count),
    energy: fromBlob(readBytes(row, 'energy'), count),
  };
}
