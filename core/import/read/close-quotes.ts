import { CoreError } from '../../errors.ts';
import type { TableFormat } from '../table-format.ts';
import type { LineCursor } from './line-cursor.ts';

const QUOTE = 34;
const TAB = 9;
const BLANK = 32;

/** No cell of a table goes over so many lines; a quote open for longer was never closed. */
const MOST_LINES = 1000;

/**
 * Extends the current line over the line ends within its quoted cells. Only a quote at the very beginning of a cell opens one.
 * @throws CoreError `bad-table` for a quote that is not closed, or with text after it: names the line where it opens
 */
export function closeQuotes(file: string, cursor: LineCursor, delimiter: TableFormat['delimiter']): void {
  const { bytes } = cursor;
  const mark = delimiter.charCodeAt(0);
  const isDelimiter = (i: number) => bytes[i] === mark || (mark === BLANK && bytes[i] === TAB);
  for (let i = cursor.start; i < cursor.end; i++) {
    if (bytes[i] === QUOTE) {
      const opens = cursor.line;
      i = closingQuote(bytes, i + 1) + 1;
      while (i > cursor.end) {
        if (i === bytes.length + 1 || cursor.line - opens > MOST_LINES || !cursor.extend())
          throw notClosed(file, opens);
      }
      while (i < cursor.end && !isDelimiter(i) && (bytes[i] === BLANK || bytes[i] === TAB)) i += 1;
      if (i < cursor.end && !isDelimiter(i)) {
        // The quote that seemed to close it is probably the next one that opens.
        throw cursor.line > opens ? notClosed(file, opens) : textAfter(file, opens);
      }
    } else while (i < cursor.end && !isDelimiter(i)) i += 1;
  }
}

/** Place of the quote that closes, past doubled ones; the length when there is none. */
function closingQuote(bytes: Uint8Array, from: number): number {
  let i = from;
  for (;;) {
    i = bytes.indexOf(QUOTE, i);
    if (i === -1) return bytes.length;
    if (bytes[i + 1] !== QUOTE) return i;
    i += 2;
  }
}

function notClosed(file: string, line: number): CoreError {
  return quoteError(file, line, 'opens a quote that is never closed');
}

function textAfter(file: string, line: number): CoreError {
  return quoteError(file, line, 'has text after a closing quote');
}

function quoteError(file: string, line: number, what: string): CoreError {
  return new CoreError('bad-table', `${file}: line ${line} ${what}.`, {
    hint: `Close or remove the quotation mark (") in line ${line}.`,
    context: { file, line },
  });
}
