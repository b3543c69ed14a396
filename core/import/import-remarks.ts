import type { Dataset } from '../datasets/dataset.ts';
import { excerpt, type NumericTable } from './collect-rows.ts';
import { trackColumn, type Track } from './columns-to-trajectories.ts';
import type { DerivativeWindow } from './derivatives/choose-window.ts';
import { median } from './derivatives/dominant-period.ts';
import type { ImportOptions, ImportReport } from './import-types.ts';

/** What the remarks are drawn from. */
export interface Imported {
  readonly facts: Omit<ImportReport, 'warnings'>;
  readonly dataset: Dataset;
  readonly tables: readonly NumericTable[];
  /** Kept tracks. */
  readonly tracks: readonly Track[];
  /** null when all derivatives are given. */
  readonly window: DerivativeWindow | null;
  readonly options: ImportOptions;
}

/** A value this many times the median distance from the median is worth a look. */
const OUTLIER_RATIO = 1e4;
/** From this correlation on p and dq/dt are called the same up to a factor. */
const SAME_UP_TO_FACTOR = 0.98;
/** A quarter of a period: a cubic follows the motion no further. */
const LONGEST_WINDOW = 1 / 4;
const FEWEST_SAMPLES_PER_PERIOD = 6;

/** Things the user should know about an import that worked, counted and grouped, in plain words. */
export function describeRemarks(imported: Imported): string[] {
  return [
    ...remarkOnRefusals(imported),
    ...remarkOnColumns(imported),
    ...remarkOnWindow(imported),
    ...remarkOnMomenta(imported.dataset),
  ];
}

function remarkOnRefusals({ facts: { rows, refusals }, tables, tracks }: Imported): string[] {
  const remarks: string[] = [];
  if (rows.refused > 0) {
    const first = refusals[0]!;
    remarks.push(
      `${countOf(rows.refused, 'row is', 'rows are')} left out of ${rows.read}, the first in line ${first.line} of ${first.file} (${first.reason}).`,
    );
  }
  if (tracks.some(({ isPart }) => isPart)) {
    remarks.push('Trajectories are cut where rows are missing; no derivative crosses a gap.');
  }
  const underflows = tables.reduce((total, table) => total + table.underflows, 0);
  if (underflows > 0) {
    remarks.push(`${countOf(underflows, 'value is', 'values are')} too close to zero for a number and read as 0.`);
  }
  return remarks;
}

function remarkOnColumns({ facts, tables, tracks }: Imported): string[] {
  const remarks: string[] = [];
  const { columns: mapped, names } = tables[0]!;
  const constant = facts.columns.filter(({ min, max }) => min === max).map(({ name }) => `'${excerpt(name)}'`);
  if (constant.length > 0) {
    const verb = constant.length === 1 ? 'is' : 'are';
    remarks.push(
      `${constant.join(' and ')} ${verb} constant: there is nothing to learn from ${constant.length === 1 ? 'it' : 'them'}.`,
    );
  }
  const isTimeOrState = (k: number) => k > 0 && mapped.indexOf(mapped[k]!) === k;
  for (const k of mapped.keys()) {
    if (!isTimeOrState(k)) continue;
    const name = `'${excerpt(names[mapped[k]!]!)}'`;
    const far = findOutliers(tracks, k);
    if (far !== null) {
      remarks.push(
        `Column ${name}: ${countOf(far.count, 'value lies', 'values lie')} far outside the rest, the first in line ${far.line} (${far.value}).`,
      );
    }
    if (/°|\(deg|_deg|\[deg/i.test(names[mapped[k]!]!)) {
      remarks.push(`Column ${name} seems to be in degrees; the numbers are used as they are.`);
    }
  }
  return remarks;
}

function findOutliers(tracks: readonly Track[], k: number): { count: number; line: number; value: number } | null {
  const columns = tracks.map((track) => trackColumn(track, k));
  const all = new Float64Array(columns.reduce((total, column) => total + column.length, 0));
  let offset = 0;
  for (const column of columns) {
    all.set(column, offset);
    offset += column.length;
  }
  const middle = median(all);
  const limit = OUTLIER_RATIO * median(all.map((value) => Math.abs(value - middle)));
  if (!(limit > 0)) return null;
  let found: { count: number; line: number; value: number } | null = null;
  columns.forEach((column, t) => {
    column.forEach((value, i) => {
      if (Math.abs(value - middle) <= limit) return;
      const { table, rows } = tracks[t]!;
      found ??= { count: 0, line: table.lines[rows[i]!]!, value };
      found.count++;
    });
  });
  return found;
}

function remarkOnWindow({ facts, window, options }: Imported): string[] {
  const estimated = facts.derivatives.find(({ method }) => method === 'savitzky-golay');
  if (window === null || estimated === undefined) return [];
  const remarks: string[] = [];
  const { windowSamples, windowTime } = estimated;
  if (options.derivativeWindow !== null && windowTime > 1.5 * options.derivativeWindow) {
    remarks.push(
      `The derivative window was widened to ${windowSamples} samples (${short(windowTime)}); fewer do not determine a slope.`,
    );
  }
  if (window.period !== null && windowTime > LONGEST_WINDOW * window.period) {
    const samples = (window.period / windowTime) * (windowSamples - 1);
    const isSparse = samples < FEWEST_SAMPLES_PER_PERIOD;
    const percent = Math.round((100 * windowTime) / window.period);
    remarks.push(
      `The derivative window spans ${percent}\u2009% of the dominant period (${short(window.period)})${isSparse ? `, which has only ${short(samples)} samples` : ''}: estimated derivatives are too small at the peaks.`,
    );
  }
  return remarks;
}

/** Compares p with dq/dt by least squares, pᵢ ≈ f · dqᵢ/dt, over the rows used for fitting. */
function remarkOnMomenta({ dof, labels, trajectories }: Dataset): string[] {
  return labels.p.flatMap((label, i) => {
    let [pp, pv, vv] = [0, 0, 0];
    for (const { states, derivatives, fitRange } of trajectories) {
      for (let row = fitRange[0]; row < fitRange[1]; row++) {
        const p = states[row * 2 * dof + dof + i]!;
        const v = derivatives[row * 2 * dof + i]!;
        pp += p * p;
        pv += p * v;
        vv += v * v;
      }
    }
    const correlation = pv / Math.sqrt(pp * vv);
    if (!(Math.abs(correlation) >= SAME_UP_TO_FACTOR)) return [];
    const factor = pv / vv;
    const name = `'${excerpt(label)}'`;
    const fact = `${name} is ${signed(factor)} × d${excerpt(labels.q[i]!)}/dt (correlation ${correlation.toFixed(4).replace('-', '−')})`;
    if (Math.abs(factor - 1) < 0.02) return [`${fact}: unit mass.`];
    if (factor < 0) return [`${fact}: one of the two has the wrong sign, or the mass is negative.`];
    if (Math.abs((factor * 180) / Math.PI - 1) < 0.02)
      return [`${fact}: the position seems to be in degrees, the momentum in radians.`];
    return [`${fact}: that factor is the mass the fit will find.`];
  });
}

function signed(value: number): string {
  return (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? value.toPrecision(3) : value.toExponential(2)).replaceAll(
    '-',
    '−',
  );
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
