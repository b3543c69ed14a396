import type { ComparedTrajectory, EnergyTest } from '../../core/experiment/run-result.ts';
import { composeVerdict } from '../../core/experiment/index.ts';
import type { Result } from '../api/contract.ts';
import type { MethodTable } from '../dispatch.ts';
import { isOpen, toRunSummary } from '../run-control.ts';
import type { ResultFacts } from '../store/result-store.ts';
import type { RunRow } from '../store/run-store.ts';
import type { MethodContext } from './context.ts';
import { decimatedRows, evenRows, pickRows } from './decimate.ts';
import { forecastRun } from './forecast-run.ts';
import { planRun } from './plan-run.ts';

type RunMethods =
  'run.forecast' | 'run.start' | 'run.cancel' | 'run.list' | 'run.get' | 'run.series' | 'run.delete' | 'run.restore';

/** Above this many moved runs one event for the whole list says it better than one per row. */
const MAX_SINGLE_EVENTS = 100;

/** Runs: started, watched, looked at, moved to the trash and back. */
export function runMethods(context: MethodContext): Pick<MethodTable, RunMethods> {
  const { store, runControl, emit, means } = context;
  const announceMoved = (runIds: readonly string[], count: number): number => {
    if (count > 0 && runIds.length <= MAX_SINGLE_EVENTS) {
      for (const row of runControl.find(runIds)) emit({ event: 'run.changed', data: toRunSummary(row) });
    }
    if (count > 0) emit({ event: 'library.changed', data: {} });
    return count;
  };
  return {
    'run.forecast': ({ config }) => forecastRun(config, planRun(store, config, means), context),
    'run.start': ({ config }) => {
      const { run } = planRun(store, config, means);
      return { runId: runControl.start(run).id };
    },
    'run.cancel': async ({ runId }) => toRunSummary(await runControl.cancel(runId)),
    'run.list': () => runControl.list().map(toRunSummary),
    'run.get': ({ runId }) => toDetail(runControl.get(runId), store.runs.facts(runId)),
    'run.series': ({ runId, maxPoints }) => {
      const { dof } = runControl.get(runId);
      const { compared, energyTest, lossHistory, trainStates } = store.runs.series(runId);
      const kept = evenRows(trainStates.length / (2 * dof), maxPoints);
      return {
        compared: compared.map((trajectory) => thinCompared(trajectory, dof, maxPoints)),
        energyTest: thinEnergyTest(energyTest, maxPoints),
        lossHistory,
        trainStates: pickRows(trainStates, 2 * dof, kept),
      };
    },
    'run.delete': async ({ runIds }) => {
      for (const row of runControl.find(runIds)) if (isOpen(row)) await runControl.cancel(row.id);
      return { deleted: announceMoved(runIds, store.runs.moveToTrash(runIds)) };
    },
    'run.restore': ({ runIds }) => ({ restored: announceMoved(runIds, store.runs.restore(runIds)) }),
  };
}

function toDetail(row: RunRow, facts: ResultFacts | null): Result<'run.get'> {
  return {
    ...toRunSummary(row),
    dof: row.dof,
    dataHash: row.dataHash,
    metrics: facts?.metrics ?? [],
    timings: facts?.timings ?? [],
    diagnostics: facts?.diagnostics ?? null,
    energyKind: facts?.energyKind ?? null,
    split: facts?.split ?? null,
    labels: facts?.labels ?? null,
    box: facts?.box ?? [],
    anchor: facts === null ? [] : Array.from(facts.anchor.state),
    notes: facts?.notes ?? [],
    identification: facts?.identification?.report ?? null,
    verdict: facts === null ? null : composeVerdict({ ...facts, config: row.config }),
  };
}

/** One choice of rows for all arrays, so that they stay side by side; extremes of every state and energy are kept. */
function thinCompared(trajectory: ComparedTrajectory, dof: number, maxPoints: number): ComparedTrajectory {
  const { times, reference, predicted, referenceEnergy, predictedEnergy, band } = trajectory;
  const size = 2 * dof;
  const energies = referenceEnergy.length === 0 ? [] : [referenceEnergy, predictedEnergy];
  const rows = decimatedRows(
    sideBySide(times.length, [[reference, size], [predicted, size], ...energies.map((energy) => [energy, 1] as const)]),
    2 * size + energies.length,
    maxPoints,
  );
  return {
    ...trajectory,
    times: pickRows(times, 1, rows),
    reference: pickRows(reference, size, rows),
    predicted: pickRows(predicted, size, rows),
    referenceEnergy: energies.length === 0 ? referenceEnergy : pickRows(referenceEnergy, 1, rows),
    predictedEnergy: energies.length === 0 ? predictedEnergy : pickRows(predictedEnergy, 1, rows),
    ...(band === undefined
      ? {}
      : { band: { low: pickRows(band.low, size, rows), high: pickRows(band.high, size, rows) } }),
  };
}

function thinEnergyTest(test: EnergyTest, maxPoints: number): EnergyTest {
  const rows = decimatedRows(test.energy, 1, maxPoints);
  return { ...test, times: pickRows(test.times, 1, rows), energy: pickRows(test.energy, 1, rows) };
}

/** Joins row-major arrays column by column. */
function sideBySide(count: number, parts: readonly (readonly [values: Float64Array, size: number])[]): Float64Array {
  const width = parts.reduce((sum, [, size]) => sum + size, 0);
  const out = new Float64Array(count * width);
  let left = 0;
  for (const [values, size] of parts) {
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < size; k++) out[i * width + left + k] = values[i * size + k] ?? NaN;
    }
    left += size;
  }
  return out;
}
