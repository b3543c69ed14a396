import { CoreError } from '../../errors.ts';
import { lookAt, recogniseAll, type DetectedFormat } from '../detect/detect-format.ts';
import { proposeRecipe } from '../meaning/index.ts';
import { parseNumber } from '../parse-number.ts';
import { readTable } from '../read/read-table.ts';
import { MOST_COLUMNS } from '../read/most-columns.ts';
import { tableColumns } from '../read/table-columns.ts';
import type { ImportRecipe } from '../recipe.ts';
import type { SourceBytes } from '../source.ts';
import type { TableFormat } from '../table-format.ts';
import type { PreviewColumn, PreviewRow, RawLine, TablePreview } from '../table-preview.ts';
import { countLines } from './count-lines.ts';
import { decimalExample, lookAtColumns } from './look-at-columns.ts';
import { readBeginning, type Beginning } from './read-beginning.ts';

/** One way to see a file: as a tool's layout, or as a plain table. */
type Candidate = Omit<DetectedFormat, 'questions'>;

/**
 * Looks at the beginning of a file before any meaning is given to its columns, and proposes a recipe.
 * @param recipe null: the format is guessed; else its format is used, and the recipe kept while it fits the columns
 * @throws CoreError `bad-table` when it is not a text table or has more than 1000 columns, `too-few-rows` without a row of data
 */
export function previewTable(source: SourceBytes, recipe: ImportRecipe | null): TablePreview {
  const { look, questions } = lookAt(source);
  const plain: Candidate = { format: look.format, recogniser: null, preset: {} };
  const known = recogniseAll(look);
  const detected = known[0] ?? plain;
  const chosen =
    recipe === null
      ? detected
      : ([...known, plain].find(({ recogniser }) => (recogniser?.id ?? null) === recipe.recogniser) ?? plain);
  // Another tool was chosen by hand while the format is still as it was guessed: its own format comes with it.
  const isSwitched = recipe !== null && chosen !== detected && isSameFormat(recipe.format, detected.format);
  const format = recipe === null || isSwitched ? chosen.format : recipe.format;
  const table = readHeadOfTable(source, format);
  const keepsColumns = () =>
    isSameFormat(format, detected.format) ||
    isSameList(table.names, namesOf(readBeginning(source, detected.format), detected.format));
  const keeps = recipe !== null && !isSwitched && fits(recipe, table.columns.length) && keepsColumns();
  return {
    file: source.name,
    bytes: source.bytes.length,
    recogniser: chosen.recogniser,
    recognisers: known.map(({ recogniser }) => recogniser).filter(({ id }) => id !== chosen.recogniser?.id),
    columns: table.columns,
    head: table.head,
    rawLines: table.rawLines,
    lineCount: countLines(source, format.encoding),
    decimalExample: decimalExample(table.head, table.columns, format),
    proposal: keeps
      ? { ...recipe, format }
      : proposeRecipe({ ...table, format, recogniser: chosen.recogniser?.id ?? null, preset: chosen.preset }),
    questions: questions.filter(({ code }) => !(recipe?.answered.includes(code) ?? false)),
  };
}

interface HeadOfTable {
  readonly names: readonly string[];
  readonly columns: readonly PreviewColumn[];
  readonly head: readonly PreviewRow[];
  readonly rawLines: readonly RawLine[];
}

function readHeadOfTable(source: SourceBytes, format: TableFormat): HeadOfTable {
  const beginning = readBeginning(source, format);
  const { head, rows, rawLines } = beginning;
  if (rows.length === 0) throw noRows(source.name, head.header !== null);
  const names = namesOf(beginning, format);
  // The reader refuses such a table and says how many rows it has.
  if (names.length > MOST_COLUMNS) readTable(source, format, { numbers: [], texts: [] });
  const parsed = rows.map(({ line, cells }) => ({
    line,
    cells: cells.map(({ text, range }) => {
      const number = parseNumber(text, format);
      return { text, range, value: number.ok ? number.value : null };
    }),
  }));
  return { names, columns: lookAtColumns(names, head.units, parsed, format), head: parsed, rawLines };
}

/** Names of the columns; none without a row. */
function namesOf({ head, rows }: Beginning, { isHeaderInComment }: TableFormat): readonly string[] {
  if (rows.length === 0) return [];
  const counts = rows.map(({ cells }) => ({
    cells: cells.length,
    filled: cells.findLastIndex(({ text }) => text !== '') + 1,
  }));
  return tableColumns(head.header, isHeaderInComment, counts).names;
}

/** True when all columns a recipe names are there. */
function fits({ columns, derived, time, roles }: ImportRecipe, count: number): boolean {
  const used = [
    ...roles.q,
    ...roles.p,
    ...roles.dq,
    ...roles.dp,
    ...roles.parameters,
    ...roles.inputs,
    ...columns.map(({ column }) => column),
  ];
  if (roles.run !== null) used.push(roles.run);
  if (time.kind !== 'step') used.push(time.column);
  return used.every((column) => column < count + derived.length);
}

function isSameFormat(one: TableFormat, other: TableFormat): boolean {
  const sorted = (format: TableFormat) => JSON.stringify(Object.entries(format).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, i) => name === other[i]);
}

function noRows(file: string, hasHeader: boolean): CoreError {
  const what = hasHeader ? 'has a header but no data rows' : 'holds no row of data';
  return new CoreError('too-few-rows', `${file} ${what}.`, {
    hint: 'Choose a file with one row for each moment in time.',
    context: { file },
  });
}
