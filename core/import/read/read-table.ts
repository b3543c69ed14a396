import { CoreError } from '../../errors.ts';
import type { SourceBytes } from '../source.ts';
import type { TableFormat } from '../table-format.ts';
import { BadRows } from './bad-rows.ts';
import { checkHead } from './check-head.ts';
import { ColumnStore } from './column-store.ts';
import { toUtf8 } from './encoding.ts';
import { CellExaminer } from './examine-cell.ts';
import { cellExplainer } from './explain-cell.ts';
import { HeaderChange } from './header-change.ts';
import { LineCursor } from './line-cursor.ts';
import type { Bookmark } from './line-cursor.ts';
import { refuseColumns } from './most-columns.ts';
import type { RawTable, WantedColumns } from './raw-table.ts';
import { readHead } from './read-head.ts';
import type { TableHead } from './read-head.ts';
import { ReadLog } from './read-log.ts';
import { RecordWalker } from './record-walker.ts';
import { RowReader } from './row-reader.ts';
import { tableColumns } from './table-columns.ts';
import type { CellCounts, TableColumns } from './table-columns.ts';
import { excerpt } from './text-of.ts';

/** Bytes between two reports of progress. */
const REPORT_STEP = 1 << 20;
/** Lines between two places from which a cell is looked up again. */
const LINES_PER_BOOKMARK = 1000;
/** What is noted of lines that are no rows. */
const NOTES = { nul: 'nul-tail', empty: 'empty-tail', header: 'repeated-header' } as const;
/** Rows looked at to tell how many columns there are. */
const SAMPLE_ROWS = 100;

/**
 * Reads a file into columns. Every number equals `Number` of the decimal that stands there, or is refused with its reason and line.
 * Takes the bytes, 8 B per cell of a column asked for, and little more.
 * @param report told the share of the file that is read, now and then
 * @throws CoreError `bad-table` for what is no text, an open quote, more than 1000 columns or a separator or columns that change,
 * and a head that is none of this table;
 * `too-few-rows` without a row; `missing-column` for a column that is not there; `bad-argument` for equal marks
 */
export function readTable(
  source: SourceBytes,
  format: TableFormat,
  wanted: WantedColumns,
  report: (fraction: number) => void = () => undefined,
): RawTable {
  const file = source.name;
  if (format.decimal === format.thousands) throw equalMarks(format.decimal);
  const utf8 = toUtf8(source, format.encoding);
  const cursor = new LineCursor(utf8);
  const head = readHead(file, cursor, format);
  const log = new ReadLog();
  const { columns, expectedRows } = findColumns(file, cursor, format, head);
  const { names, needed } = columns;
  checkWanted(file, names, wanted);

  const change = new HeaderChange(file, head, format);
  const walker = new RecordWalker(file, cursor, format, (kind) => {
    if (kind === 'comment') change.checkComment(cursor.text(), cursor.line);
    else log.note(NOTES[kind], cursor.line, kind === 'header' ? cursor.text() : '');
  });
  walker.expectHeaders(head.lines);
  const examiner = new CellExaminer(format);
  const store = new ColumnStore(names.length, expectedRows, wanted, examiner, log);
  const badRows = new BadRows(file, format, {
    columns: names.length,
    needed,
    mostRows: () => cursor.linesAhead() + cursor.line,
  });
  const reader = new RowReader(walker, format);
  const bookmarks: Bookmark[] = [cursor.bookmark()];
  let reported = 0;
  while (walker.next()) {
    reader.read();
    const { count } = reader;
    if (reader.hasNoNumber()) change.check(cursor.text(), walker.line);
    if (count >= needed && (count <= names.length || reader.isEmptyFrom(names.length))) store.take(walker, reader);
    else {
      badRows.add(store.rows, walker.line, count, cursor);
      store.takeBad(walker);
    }
    if (cursor.line - bookmarks.at(-1)!.line > LINES_PER_BOOKMARK) bookmarks.push(cursor.bookmark());
    if (cursor.end - reported > REPORT_STEP) {
      reported = cursor.end;
      report(reported / utf8.length);
    }
  }
  const rowCount = store.rows;
  if (rowCount === 0) throw noRows(file, head.header !== null);
  badRows.finish(rowCount);
  report(1);
  const table = {
    file,
    names,
    unitsRow: names.map((_, column) => head.units[column] ?? ''),
    rowCount,
    lines: store.lines(),
    numbers: store.numbers(),
    texts: store.strings(),
    afterBlank: store.afterBlank(),
    afterHeader: store.afterHeader(),
    badRows: badRows.list,
    facts: store.facts(),
    problems: log.problems(),
    notes: log.notes(),
  };
  return { ...table, explain: cellExplainer({ utf8, format, bookmarks, table }) };
}

/** Names the columns by the header and the first rows, and tells from their length how many rows there may be. */
function findColumns(
  file: string,
  cursor: LineCursor,
  format: TableFormat,
  head: TableHead,
): { readonly columns: TableColumns; readonly expectedRows: number } {
  const walker = new RecordWalker(file, cursor, format, () => undefined);
  walker.expectHeaders(head.lines);
  const reader = new RowReader(walker, format);
  const place = cursor.bookmark();
  const sample: CellCounts[] = [];
  while (sample.length < SAMPLE_ROWS && walker.next()) {
    reader.read();
    sample.push({ cells: reader.count, filled: reader.filled() });
  }
  const share = (cursor.end - place.next) / (cursor.bytes.length - place.next);
  cursor.goTo(place);
  if (sample.length === 0) throw noRows(file, head.header !== null);
  const columns = tableColumns(head.header, format.isHeaderInComment, sample);
  refuseColumns(file, cursor, columns.names.length);
  checkHead(file, head, columns, format);
  return { columns, expectedRows: Math.ceil(sample.length / share) };
}

function checkWanted(file: string, names: readonly string[], { numbers, texts }: WantedColumns): void {
  const missing = [...numbers, ...texts].find((column) => column >= names.length);
  if (missing === undefined) return;
  throw new CoreError('missing-column', `${file} has no column ${missing + 1}; it has ${names.length}.`, {
    hint:
      names.length === 1
        ? 'Only one column was found: choose another separator.'
        : `The columns are: ${names.map(excerpt).join(', ')}.`,
    context: { file, column: missing + 1 },
  });
}

function noRows(file: string, hasHeader: boolean): CoreError {
  const what = hasHeader ? 'has a header but no data rows' : 'is empty';
  return new CoreError('too-few-rows', `${file} ${what}.`, {
    hint: 'Choose a file with one row for each moment in time.',
    context: { file },
  });
}

function equalMarks(mark: string): CoreError {
  return new CoreError('bad-argument', `'${mark}' is both decimal mark and thousands mark.`, {
    hint: 'Choose another thousands mark, or none.',
  });
}
