import type { ColumnFacts, DerivativeFacts, ImportReport, TrajectoryFacts } from '../core/import/import-report.ts';
import type { Delimiter, TableFormat } from '../core/import/table-format.ts';
import { formatNumber, labelled, table } from './format.ts';
import { outcomeWord, type ImportOutcome } from './import-facts.ts';

/** Of a long list so many are shown; the JSON has all. */
const SHOWN = { refusals: 5, trajectories: 20, columns: 40 };

const DELIMITERS: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  ' ': 'blanks',
  '|': 'bars',
};

/** What was read, in one block of lines. */
export function describeImport(report: ImportReport): string[] {
  const { read, kept, refused } = report.rows;
  const count = report.trajectories.length;
  const given = report.derivatives.filter(({ method }) => method === 'given').map(({ of }) => of);
  const inputs = report.columns.filter(({ role }) => role.startsWith('input')).map(({ name }) => name);
  const names = report.files.map(({ name }) => name).join(', ');
  return [
    `${names}: ${read} rows read, ${kept} kept, ${refused} refused; ${count} ${count === 1 ? 'trajectory' : 'trajectories'}`,
    ...(given.length > 0 ? [`given: ${given.join(', ')}`] : []),
    ...describeEstimates(report.derivatives),
    ...(inputs.length > 0 ? [`known inputs: ${inputs.join(', ')}`] : []),
    ...describeRefusals(report),
  ];
}

/** Everything that is known of one import, for people. */
export function describeOutcome(outcome: ImportOutcome): string {
  const { file, look, report, error, datasetId } = outcome;
  const recipe = report?.recipe ?? look?.recipe ?? null;
  const sections: [label: string, lines: readonly string[]][] = [
    ['Format', recipe === null ? [] : [describeFormat(recipe.format, recipe.recogniser)]],
    ['Rows', report === null ? [] : describeImport(report)],
    ['Columns', report === null ? [] : describeColumns(report)],
    ['Motion', report === null ? [] : describeTrajectories(report)],
    ['Changed', report?.changes.map(({ by, column, count, detail }) => `${by}: ${column}, ${count} × ${detail}`) ?? []],
    ['Warning', remarks(report, false)],
    ['Note', remarks(report, true)],
    ['Refused', error === null ? [] : [error.message, error.hint].filter((line) => line !== '')],
    ['Stored', datasetId === null ? [] : [datasetId]],
  ];
  const lines = sections.flatMap(([label, content]) => labelled(label, content));
  return [`${file}: ${outcomeWord(outcome).replaceAll('-', ' ')}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function describeFormat(format: TableFormat, recogniser: string | null): string {
  const { encoding, delimiter, decimal, headerRows, isHeaderInComment, hasUnitsRow, skipLines } = format;
  const header = isHeaderInComment ? 'names in a comment' : headerRows === 0 ? 'no names' : counted(headerRows, 'row');
  return [
    encoding,
    `separated by ${DELIMITERS[delimiter]}`,
    `decimal ${decimal === '.' ? 'point' : 'comma'}`,
    headerRows > 0 ? `${header} of names` : header,
    ...(hasUnitsRow ? ['a row of units'] : []),
    ...(skipLines > 0 ? [`${counted(skipLines, 'line')} passed over`] : []),
    ...(recogniser === null ? [] : [`recognised as ${recogniser}`]),
  ].join(', ');
}

function describeColumns({ columns }: ImportReport): string[] {
  const range = ({ min, max }: ColumnFacts) =>
    min === null || max === null ? '' : `${formatNumber(min, 6)} … ${formatNumber(max, 6)}`;
  const shown = columns
    .slice(0, SHOWN.columns)
    .map((column) => [
      column.name,
      column.role,
      unitOf(column),
      range(column),
      [
        ...(column.missing > 0 ? [`${column.missing} missing`] : []),
        ...(column.unreadable > 0 ? [`${column.unreadable} unreadable`] : []),
      ].join(', '),
    ]);
  return [...(shown.length === 0 ? [] : table(shown).split('\n')), ...more(columns.length - SHOWN.columns, 'columns')];
}

function unitOf({ unit, toUnit }: ColumnFacts): string {
  return unit === toUnit ? unit : `${unit} → ${toUnit}`;
}

function describeTrajectories({ trajectories, timeUnit }: ImportReport): string[] {
  const unit = timeUnit === '' ? '' : ` ${timeUnit}`;
  const one = ({ id, rows, start, end, step: { min, median, max } }: TrajectoryFacts) =>
    `${id}: ${rows} rows from ${formatNumber(start, 6)} to ${formatNumber(end, 6)}${unit}, step ${formatNumber(median)} (${formatNumber(min)} … ${formatNumber(max)})`;
  return [
    ...trajectories.slice(0, SHOWN.trajectories).map(one),
    ...more(trajectories.length - SHOWN.trajectories, 'trajectories'),
  ];
}

/** One line for each method and window. */
function describeEstimates(derivatives: readonly DerivativeFacts[]): string[] {
  const estimated = derivatives.filter(({ method }) => method !== 'given');
  const groups = Map.groupBy(estimated, ({ method, windowSamples, polynomialOrder }) =>
    [method, windowSamples, polynomialOrder].join(),
  );
  return [...groups.values()].map((group) => {
    const { method, windowSamples, windowTime, polynomialOrder } = group[0]!;
    const window = `window ${windowSamples} samples = ${formatNumber(windowTime)}, order ${polynomialOrder}`;
    const how = windowSamples === 0 ? method : `${method} (${window})`;
    return `estimated by ${how}: ${group.map(({ of }) => of).join(', ')}`;
  });
}

function describeRefusals({ refusals, rows: { refused } }: ImportReport): string[] {
  return [
    ...refusals
      .slice(0, SHOWN.refusals)
      .map(
        ({ file, line, column, text, reason }) =>
          `refused: ${file} line ${line}${column === '' ? '' : `, column '${column}'`}: '${text}' (${reason})`,
      ),
    ...(refused > SHOWN.refusals ? [`refused: ${refused - SHOWN.refusals} more rows`] : []),
  ];
}

function remarks(report: ImportReport | null, areNotes: boolean): string[] {
  return (report?.warnings ?? []).filter(({ isNote }) => isNote === areNotes).map(({ message }) => message);
}

function more(count: number, what: string): string[] {
  return count > 0 ? [`and ${count} more ${what}`] : [];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
