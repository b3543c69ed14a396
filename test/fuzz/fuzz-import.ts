import { CoreError } from '../../core/errors.ts';
import { importTables, previewTable } from '../../core/import/index.ts';
import type { ImportRecipe } from '../../core/import/recipe.ts';
import type { SourceBytes } from '../../core/import/source.ts';
import type { TableFormat } from '../../core/import/table-format.ts';
import { readTable } from '../../core/import/read/read-table.ts';
import type { RawTable } from '../../core/import/read/raw-table.ts';
import { createRandom } from '../../core/random.ts';
import { decimalOf } from './exact-decimal.ts';
import { drawTable, encode, mutateBytes, pick, STRUCTURE_MUTATIONS } from './table-texts.ts';

/** What became of one mutated file. */
export interface FuzzOutcome {
  readonly outcome: 'accepted' | 'refused';
  /** Code of the refusal. */
  readonly code: string;
  /** Kept numbers that were compared with the decimals in the file. */
  readonly compared: number;
  /** Processor time, so that a busy machine is no hang. */
  readonly ms: number;
}

/** One numbered file: the same number gives the same bytes on every machine. */
export function drawFile(number: number): SourceBytes {
  const random = createRandom(number, 'fuzz-import');
  const { name, text } = drawTable(random);
  let mutated = text;
  for (let k = random.integer(4); k > 0; k--) mutated = pick(random, STRUCTURE_MUTATIONS)(mutated, random);
  const bytes = encode(mutated, random);
  return { name, bytes: random.uniform() < 0.35 ? mutateBytes(bytes, random) : bytes };
}

/**
 * Imports a file as proposed and compares every number that is kept with the decimal that stands in the file, read by a second way.
 * @throws Error for a number that differs, a row that is not accounted for, or an error that is no refusal
 */
export function fuzzImport(source: SourceBytes): FuzzOutcome {
  const before = process.cpuUsage();
  let code = '';
  let compared = 0;
  try {
    const { proposal, questions, columns } = previewTable(source, null);
    const recipe = withRoles(proposal, columns.length);
    if (questions.length > 0) expectRefusal(source, recipe);
    const answered = { ...recipe, answered: questions.map((question) => question.code) };
    const table = readTable(source, answered.format, { numbers: columns.map((_, k) => k), texts: [] });
    compared = compareWithFile(source, answered.format, table);
    compareRowCount(source, answered.format, table);
    const { dataset, report } = importTables([source], answered);
    const { read, kept, refused } = report.rows;
    if (read !== kept + refused) throw new Error(`${read} rows read, ${kept} kept, ${refused} refused`);
    if (report.columns.every(({ unit, toUnit }) => unit === toUnit))
      compareWithTable(dataset.trajectories, answered, table);
  } catch (thrown) {
    if (!(thrown instanceof CoreError)) throw thrown;
    code = thrown.code;
  }
  const { user, system } = process.cpuUsage(before);
  return { outcome: code === '' ? 'accepted' : 'refused', code, compared, ms: (user + system) / 1000 };
}

/** An open question must stop an import. */
function expectRefusal(source: SourceBytes, recipe: ImportRecipe): void {
  try {
    importTables([source], recipe);
  } catch (thrown) {
    // Another refusal may come first, of a file that is none of ours anyway.
    if (thrown instanceof CoreError && thrown.code !== 'bad-argument') return;
    throw thrown;
  }
  throw new Error('an ambiguous file was accepted without an answer');
}

function withRoles(recipe: ImportRecipe, columnCount: number): ImportRecipe {
  if (recipe.roles.q.length > 0) return recipe;
  const time = recipe.time.kind === 'column' ? recipe.time.column : -1;
  const free = Array.from({ length: columnCount }, (_, k) => k).filter((k) => k !== time && k !== recipe.roles.run);
  return { ...recipe, roles: { ...recipe.roles, q: free.slice(0, 1), p: free.slice(1, 2), dq: [], dp: [] } };
}

/** Compares every number of a table with the text of its line. */
function compareWithFile({ bytes }: SourceBytes, format: TableFormat, table: RawTable): number {
  const lines = decode(bytes, format).split(/\r\n|\r|\n/);
  let compared = 0;
  for (const [column, values] of table.numbers) {
    for (let row = 0; row < table.rowCount; row++) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      compared++;
      const line = recordAt(lines, table.lines[row]! - 1);
      if (!decimalsAt(line, column, format).some((decimal) => Object.is(decimal, value))) {
        throw new Error(
          `line ${table.lines[row]!}, column ${column + 1}: read ${value}, but the line is ${JSON.stringify(line.slice(0, 200))}`,
        );
      }
    }
  }
  return compared;
}

/** No line may vanish: where nothing is quoted, every line is a row, a header, a comment, blank, skipped or behind the end. */
function compareRowCount({ bytes }: SourceBytes, format: TableFormat, { rowCount, notes }: RawTable): void {
  const text = decode(bytes, format).replace(/^\ufeff/, '');
  if (/["\0]/.test(text) || format.startMarker !== '') return;
  const lines = text.split(/\r\n|\r|\n/).slice(format.skipLines);
  const end = format.endMarker === '' ? -1 : lines.findIndex((line) => line.trimStart().startsWith(format.endMarker));
  const kept = (end === -1 ? lines : lines.slice(0, end)).filter((line) => {
    const isComment = format.comment !== '' && line.trimStart().startsWith(format.comment);
    // Tabs make cells where they separate.
    return !isComment && (/[^ \t]/.test(line) || (format.delimiter === '\t' && line.includes('\t')));
  });
  const heads = format.headerRows + Number(format.hasUnitsRow);
  const countOf = (code: string) => notes.find((note) => note.code === code)?.count ?? 0;
  // A repeated comment is no line that could be a row.
  const named = heads + (format.isHeaderInComment ? 0 : countOf('repeated-header'));
  const rows = kept.length - named - countOf('empty-tail');
  if (rows !== rowCount) throw new Error(`${rows} lines hold something to read, but ${rowCount} rows are read`);
}

/** A line, with those behind it that a quote which is open at its end reaches into. */
function recordAt(lines: readonly string[], at: number): string {
  let end = at + 1;
  const record = () => lines.slice(at, end).join('\n');
  while (end < lines.length && record().split('"').length % 2 === 0) end += 1;
  return record();
}

/** Every row of every trajectory stands in the table, number by number. */
function compareWithTable(
  trajectories: readonly { readonly times: Float64Array; readonly states: Float64Array }[],
  { roles, time }: ImportRecipe,
  table: RawTable,
): void {
  if (time.kind !== 'column' || time.reading !== 'number' || roles.p.length === 0) return;
  const columns = [time.column, ...roles.q, ...roles.p].map((column) => table.numbers.get(column)!);
  const rows = new Set(
    Array.from({ length: table.rowCount }, (_, row) => columns.map((values) => values[row]!).join()),
  );
  const size = 2 * roles.q.length;
  for (const { times, states } of trajectories) {
    for (let i = 0; i < times.length; i++) {
      const row = [times[i]!, ...states.subarray(i * size, (i + 1) * size)].join();
      if (!rows.has(row)) throw new Error(`kept a row that is not in the file: ${row}`);
    }
  }
}

/** The decimal in one cell of a line; where quotes leave open which cell that is, all decimals of the line. */
function decimalsAt(line: string, column: number, format: TableFormat): number[] {
  const { delimiter, decimal, thousands, collapse } = format;
  const cells =
    delimiter === ' '
      ? line.trim().split(/[ \t\n]+/)
      : line.split(delimiter).filter((cell) => !collapse || cell !== '');
  const quoted = [...line.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => match[1]!);
  const isPlain = !line.includes('"');
  const candidates = isPlain
    ? cells.slice(column, column + 1)
    : [...cells.flatMap((cell) => cell.split('\n')), ...quoted];
  return candidates.flatMap((cell) => {
    const value = decimalOf(cell, decimal, thousands);
    return value === null ? [] : [value];
  });
}

function decode(bytes: Uint8Array, { encoding }: TableFormat): string {
  return new TextDecoder(encoding).decode(bytes);
}
