import { table as columnsOfText } from '../../cli/format.ts';
import { formatNumber } from '../../core/experiment/format-number.ts';

/** A table as the bench prints it. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know to read it; '' when nothing. */
  readonly note: string;
}

/** What one part of the bench found. */
export interface Section {
  readonly tables: readonly Table[];
  readonly targets: readonly Target[];
  /** Every single measurement, for the JSON file. */
  readonly data: unknown;
}

/** A figure that was promised, and what was measured. */
export interface Target {
  readonly quantity: string;
  readonly bound: 'at least' | 'at most';
  readonly must: number;
  /** What would be better still; null when the promise is all there is. */
  readonly aim: number | null;
  /** null when it was not measured in this run of the bench */
  readonly measured: number | null;
  /** '' for ratios */
  readonly unit: string;
  /** Which case the figure is of, e.g. the worst one; '' when there is but one. */
  readonly where: string;
}

/** A table in columns, for a terminal. */
export function asText({ title, head, rows, note }: Table): string {
  return [title, '', columnsOfText([head, ...rows]), ...(note === '' ? [] : ['', note]), ''].join('\n');
}

/** The same in Markdown. */
export function asMarkdown({ title, head, rows, note }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const lines = [line(head), line(head.map(() => '-')), ...rows.map(line)];
  return [`## ${title}`, '', ...lines, ...(note === '' ? [] : ['', note]), ''].join('\n');
}

/** Whether a figure keeps its bound; null when it was not measured. */
export function isMet({ bound, must, measured }: Target): boolean | null {
  if (measured === null) return null;
  return bound === 'at least' ? measured >= must : measured <= must;
}

/** All targets, the last table of the bench. */
export function targetTable(targets: readonly Target[]): Table {
  return {
    title: 'Targets',
    head: ['quantity', 'must', 'aim', 'measured', 'verdict', 'where'],
    rows: targets.map((target) => {
      const { quantity, bound, must, aim, measured, unit, where } = target;
      const figure = (value: number | null) => (value === null ? '–' : `${formatNumber(value)} ${unit}`.trimEnd());
      const sign = bound === 'at least' ? '≥' : '≤';
      const verdict = { true: 'met', false: 'NOT MET', null: 'not measured' }[String(isMet(target))]!;
      return [quantity, `${sign} ${figure(must)}`, figure(aim), figure(measured), verdict, where];
    }),
    note: '',
  };
}

/** The largest or smallest of several figures and whose it is; null when there are none. */
export function extreme<T>(
  which: 'largest' | 'smallest',
  entries: readonly T[],
  figureOf: (entry: T) => number | null,
): { readonly entry: T; readonly value: number } | null {
  const found = entries.flatMap((entry) => {
    const value = figureOf(entry);
    return value === null ? [] : [{ entry, value }];
  });
  const sign = which === 'largest' ? -1 : 1;
  return found.toSorted((a, b) => sign * (a.value - b.value))[0] ?? null;
}
