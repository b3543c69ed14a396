import type { Trajectory } from '../datasets/dataset.ts';
import { collectRows, excerpt, type NumericTable } from './collect-rows.ts';
import { columnsToTrajectories, trackColumn, type Track } from './columns-to-trajectories.ts';
import {
  checkEvenSteps,
  chooseWindow,
  stepFacts,
  windowSamples,
  type DerivativeWindow,
} from './derivatives/choose-window.ts';
import { savitzkyGolay } from './derivatives/index.ts';
import { badRowError, checkOptions, checkSameColumns, notFiniteError, tooFewRowsError } from './import-errors.ts';
import { describeRemarks } from './import-remarks.ts';
import type { ColumnMapping, ImportOptions, ImportReport, ImportResult, Refusal, SourceText } from './import-types.ts';

/** Fewest rows of a trajectory whose derivatives are all given: a motion needs a start and an end. */
const MIN_ROWS_GIVEN = 2;
const REPORTED_REFUSALS = 100;

/** A track with the number of samples that one estimate of its derivatives looks at; 0 when they are given. */
interface SizedTrack {
  readonly track: Track;
  readonly window: number;
}

/**
 * Turns texts into trajectories: several files are several trajectories, an id column splits each file further. Derivatives without
 * a column are estimated by Savitzky–Golay (cubic, one window in time for all data); half a window at both ends is kept but
 * lies outside `fitRange`. Nothing is repaired: a row is kept as it is or refused, and `rows.read = rows.kept + rows.refused`.
 * @throws CoreError `bad-argument` for a mapping that makes no sense, `missing-column`, `bad-table`, `bad-number`, `too-few-rows`,
 * `uneven-steps` (only where derivatives must be estimated), `not-finite`; each names file and line where there is one
 */
export function importTables(sources: readonly SourceText[], options: ImportOptions): ImportResult {
  checkOptions(sources, options);
  const { mapping, badRows } = options;
  const tables = sources.map((source) => collectRows(source, options));
  checkSameColumns(tables);
  const unreadable = tables.flatMap((table) => table.refusals);
  const isUnreadable = tables.every(({ lines }) => lines.length === 0);
  if (unreadable.length > 0 && (badRows === 'refuse' || isUnreadable)) throw badRowError(unreadable);

  const isEstimated = mapping.dq.length === 0 || mapping.dp.length === 0;
  const minRows = isEstimated ? savitzkyGolay.minSamples : MIN_ROWS_GIVEN;
  const tracks = columnsToTrajectories(tables);
  const usable = tracks.filter(({ rows }) => rows.length >= minRows);
  const window = isEstimated ? findWindow(usable, options) : null;
  const sized = usable.map((track): SizedTrack => ({ track, window: window === null ? 0 : samplesIn(window, track) }));
  const kept = sized.filter(({ track, window: samples }) => track.rows.length >= samples);
  const needed = largest([minRows, ...sized.map(({ window: samples }) => samples)]);
  const keptTracks = new Set(kept.map(({ track }) => track));
  const tooShort = tracks.filter((track) => !keptTracks.has(track));
  if (kept.length === 0 || (badRows === 'refuse' && tooShort.length > 0)) {
    throw tooFewRowsError(tables, tracks, tooShort, { needed, isEstimated });
  }
  const refusals = [...unreadable, ...tooShort.flatMap((track) => refuseTrack(track, needed))];

  const { names } = tables[0]!;
  const nameOf = (column: number) => names[column]!;
  const dataset = {
    dof: mapping.q.length,
    labels: { time: nameOf(mapping.time), q: mapping.q.map(nameOf), p: mapping.p.map(nameOf) },
    trajectories: kept.map((one) => buildTrajectory(one, mapping)),
  };
  const facts = {
    files: sources.map(({ name }) => name),
    format: options.format,
    rows: {
      read: sum(tables.map(({ read }) => read)),
      kept: sum(kept.map(({ track }) => track.rows.length)),
      refused: refusals.length,
    },
    refusals: refusals.slice(0, REPORTED_REFUSALS),
    columns: columnFacts(tables, [...keptTracks]),
    trajectories: dataset.trajectories.map(trajectoryFacts),
    derivatives: derivativeFacts(names, mapping, kept),
  };
  const warnings = describeRemarks({ facts, dataset, tables, tracks: [...keptTracks], window, options });
  return { dataset, report: { ...facts, warnings } };
}

function trajectoryFacts({ id, times, fitRange }: Trajectory): ImportReport['trajectories'][number] {
  const endRowsNotFitted = times.length - (fitRange[1] - fitRange[0]);
  return { id, rows: times.length, start: times[0]!, end: times.at(-1)!, step: stepFacts(times), endRowsNotFitted };
}

function samplesIn(window: DerivativeWindow, { times }: Track): number {
  return windowSamples(window.time, stepFacts(times).median, savitzkyGolay);
}

function refuseTrack({ table, rows, id }: Track, needed: number): Refusal[] {
  const reason = `trajectory '${excerpt(id)}' has only ${rows.length} rows in a row here, ${needed} are needed`;
  return rows.map((row) => ({ file: table.file, line: table.lines[row]!, column: '', text: '', reason }));
}

function findWindow(tracks: readonly Track[], { mapping, derivativeWindow }: ImportOptions): DerivativeWindow {
  const d = mapping.q.length;
  const estimated = [
    ...(mapping.dq.length === 0 ? mapping.q.map((_, i) => 1 + i) : []),
    ...(mapping.dp.length === 0 ? mapping.p.map((_, i) => 1 + d + i) : []),
  ];
  const sampled = tracks.map((track) => {
    checkEvenSteps(track.table.file, track.id, track.times);
    return { times: track.times, columns: estimated.map((k) => trackColumn(track, k)) };
  });
  return chooseWindow(sampled, derivativeWindow);
}

function buildTrajectory({ track, window }: SizedTrack, { q, dq, dp }: ColumnMapping): Trajectory {
  const d = q.length;
  const { times } = track;
  const n = times.length;
  const states = new Float64Array(n * 2 * d);
  const derivatives = new Float64Array(n * 2 * d);
  for (let k = 0; k < 2 * d; k++) {
    const values = trackColumn(track, 1 + k);
    const given = k < d ? dq : dp;
    const givenAt = 1 + 2 * d + (k < d ? k : dq.length + k - d);
    const rates =
      given.length > 0
        ? trackColumn(track, givenAt)
        : savitzkyGolay.differentiate({ times, values, windowSamples: window });
    if (!rates.every(Number.isFinite)) throw notFiniteError(track, 1 + k);
    for (let i = 0; i < n; i++) {
      states[i * 2 * d + k] = values[i]!;
      derivatives[i * 2 * d + k] = rates[i]!;
    }
  }
  const half = window === 0 ? 0 : (window - 1) / 2;
  return { id: track.id, times, states, derivatives, fitRange: [half, n - half] };
}

function columnFacts(tables: readonly NumericTable[], kept: readonly Track[]): ImportReport['columns'] {
  const { columns, names } = tables[0]!;
  return columns.flatMap((column, k) => {
    if (columns.indexOf(column) !== k) return [];
    const unreadable = sum(tables.map((table) => table.unreadable[k]!));
    const facts = { name: names[column]!, min: Infinity, max: -Infinity, first: NaN, last: NaN, unreadable };
    for (const track of kept) {
      for (const value of trackColumn(track, k)) {
        facts.min = Math.min(facts.min, value);
        facts.max = Math.max(facts.max, value);
        if (Number.isNaN(facts.first)) facts.first = value;
        facts.last = value;
      }
    }
    return [facts];
  });
}

function derivativeFacts(
  names: readonly string[],
  mapping: ColumnMapping,
  kept: readonly SizedTrack[],
): ImportReport['derivatives'] {
  const widest = kept.reduce((a, b) => (b.window > a.window ? b : a));
  const windowTime = widest.window === 0 ? 0 : (widest.window - 1) * stepFacts(widest.track.times).median;
  const facts = (columns: readonly number[], given: readonly number[]) =>
    columns.map((column) =>
      given.length > 0
        ? { of: `d${names[column]!}/dt`, method: 'given' as const, windowSamples: 0, windowTime: 0, polynomialOrder: 0 }
        : {
            of: `d${names[column]!}/dt`,
            method: savitzkyGolay.id,
            windowSamples: widest.window,
            windowTime,
            polynomialOrder: savitzkyGolay.polynomialOrder,
          },
    );
  return [...facts(mapping.q, mapping.dq), ...facts(mapping.p, mapping.dp)];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
