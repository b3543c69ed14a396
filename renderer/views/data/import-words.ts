import { DERIVATIVE_WORDS } from '../../format/derivative-words.ts';
import { formatCount, formatNumber } from '../../format/numbers.ts';
import { counted } from '../../format/words.ts';
import type {
  Delimiter,
  DerivativeFacts,
  Encoding,
  ImportRecipe,
  ImportReport,
  ImportWarning,
  PreviewCell,
  TableFormat,
  TablePreview,
} from '../../state/contract-types.ts';

/** Separators of columns, as they are called. */
export const DELIMITER_WORDS: readonly (readonly [Delimiter, string])[] = [
  [',', ', comma'],
  [';', '; semicolon'],
  ['\t', 'tab'],
  [' ', 'blanks'],
  ['|', '| bar'],
];

/** Encodings, as they are called. */
export const ENCODING_WORDS: readonly (readonly [Encoding, string])[] = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
  ['windows-1252', 'Windows-1252'],
];

/** What a check does, as a verb in -ing. */
const PHASE_WORDS: Readonly<Record<string, string>> = {
  reading: 'Reading',
  arranging: 'Arranging trajectories',
  differentiating: 'Estimating derivatives',
};

/** The time step over all trajectories: one number when even within 0.1 %, otherwise from … to. */
export function stepInWords({ trajectories, timeUnit }: Pick<ImportReport, 'trajectories' | 'timeUnit'>): string {
  if (trajectories.length === 0) return 'none';
  const unit = timeUnit === '' ? '' : `\u202f${timeUnit}`;
  const smallest = Math.min(...trajectories.map(({ step }) => step.min));
  const largest = Math.max(...trajectories.map(({ step }) => step.max));
  if (largest - smallest <= 1e-3 * largest) return `${formatNumber(largest)}${unit}, even`;
  return `${formatNumber(smallest)} … ${formatNumber(largest)}${unit}`;
}

/** A plain table in a few words: `Plain table, one header line`. */
export function tableInWords({ headerRows, isHeaderInComment }: TableFormat): string {
  if (isHeaderInComment) return 'Plain table, names in a comment';
  if (headerRows === 0) return 'Plain table, no header';
  return `Plain table, ${headerRows === 1 ? 'one header line' : `${headerRows} header lines`}`;
}

/** A number with all the digits it was read with: what stands in the file, in the notation of the app. */
export function exactly(value: number): string {
  return String(value).replaceAll('-', '−');
}

/** What was made of one cell, for the status bar. */
export function cellInWords(line: number, column: string, { text, value }: PreviewCell, unit: string): string {
  const place = `Line ${line}, column ${column}.`;
  if (value !== null) return `${place} ${text} read as ${exactly(value)}${unit === '' ? '' : `\u202f${unit}`}`;
  return text.trim() === '' ? `${place} Nothing stands there` : `${place} ${text} is no number`;
}

/** How one derivative comes about. */
export function derivativeInWords(fact: DerivativeFacts, timeUnit: string): string {
  if (fact.method === 'given') return 'given in the file';
  const method = DERIVATIVE_WORDS[fact.method];
  const order = fact.polynomialOrder > 0 ? ` of order ${fact.polynomialOrder}` : '';
  const window =
    fact.windowSamples > 0
      ? ` over ${counted(fact.windowSamples, 'sample')} (${formatNumber(fact.windowTime)}${timeUnit === '' ? ' in time' : `\u202f${timeUnit}`})`
      : '';
  const noise = fact.noise === null ? '' : `, noise about ${formatNumber(fact.noise, 2)}`;
  return `${method}${order}${window}${noise}`;
}

/** Where a check stands. */
export function progressInWords({
  phase,
  fraction,
}: {
  readonly phase: string;
  readonly fraction: number | null;
}): string {
  const words = PHASE_WORDS[phase] ?? 'Working';
  return fraction === null ? words : `${words}, ${Math.round(100 * fraction)}\u202f%`;
}

/** Remarks of one code, added up; the first message speaks for all. */
export interface WarningGroup {
  readonly code: string;
  readonly count: number;
  readonly warnings: readonly ImportWarning[];
}

/** Warnings or notes by code, in the order of their first. */
export function groupedWarnings(warnings: readonly ImportWarning[], isNote: boolean): readonly WarningGroup[] {
  const groups = Map.groupBy(
    warnings.filter((warning) => warning.isNote === isNote),
    ({ code }) => code,
  );
  return [...groups].map(([code, own]) => ({
    code,
    count: own.reduce((sum, { count }) => sum + count, 0),
    warnings: own,
  }));
}

/** How many numbers options changed, and how many options. */
export function changesInWords(changes: ImportReport['changes']): string {
  if (changes.length === 0) return 'none';
  return formatCount(changes.reduce((sum, { count }) => sum + count, 0));
}

/** Name of a column of the table or, behind those, of a computed one. */
export function columnName(
  { columns }: Pick<TablePreview, 'columns'>,
  { derived }: Pick<ImportRecipe, 'derived'>,
  index: number,
): string {
  return columns[index]?.name ?? derived[index - columns.length]?.name ?? '';
}
