import { cutLine, type CutFormat } from '../read/cut-line.ts';
import { detectEncoding, toUtf8 } from '../read/encoding.ts';
import { firstLines } from '../read/line-cursor.ts';
import type { SourceBytes } from '../source.ts';
import type { Encoding } from '../table-format.ts';

/** The beginning of a file as text. */
export interface Sample {
  readonly encoding: Encoding;
  readonly lines: readonly string[];
}

/** Enough bytes for the prose above a table and the pattern of its rows; few enough to be instant. */
const SAMPLE_BYTES = 1 << 16;
/** Enough lines to see the pattern. */
const SAMPLE_LINES = 300;

/** Reads what a format is guessed from. @throws CoreError `bad-table` when it is not text */
export function readSample(source: SourceBytes): Sample {
  const { encoding } = detectEncoding(source.bytes);
  const lines = linesAtBeginning(source, encoding, { count: SAMPLE_LINES, maxBytes: SAMPLE_BYTES });
  return { encoding, lines: withClosedQuotes(lines) };
}

/** Cells in quotes, and a quote that is still open behind them; what separates cells is not known yet. */
const QUOTED = /(^|[,;\t|])"(?:[^"]|"")*"(?=\s*(?:[,;\t|]|$))/g;
const OPEN_QUOTE = /(?:^|[,;\t|])"/;
/** A name or a note goes over a few lines; a quote open for longer was never closed. */
const MOST_LINES = 20;

/** Lines with cells in quotes that go over line ends: whole in the first of their lines, and blank ones after it, so that all keep their number. */
function withClosedQuotes(lines: readonly string[]): string[] {
  const closed = [...lines];
  const isOpen = (text: string) => OPEN_QUOTE.test(text.replace(QUOTED, '$1'));
  for (let at = 0; at < lines.length; at++) {
    if (!isOpen(lines[at]!)) continue;
    for (let count = 2; count <= MOST_LINES && at + count <= lines.length; count++) {
      const whole = lines.slice(at, at + count).join('\n');
      if (isOpen(whole)) continue;
      closed.fill('', at, at + count);
      closed[at] = whole;
      at += count - 1;
      break;
    }
  }
  return closed;
}

/** The first lines of a file of any size, of which only the beginning is decoded. @throws CoreError `bad-table` when it is not text */
export function linesAtBeginning(
  source: SourceBytes,
  encoding: Encoding,
  { count, maxBytes }: { count: number; maxBytes: number },
): string[] {
  // One character more than is taken shows `firstLines` that there is more.
  return firstLines(beginning(source, encoding, 2 * maxBytes + 8), count, maxBytes);
}

/** The beginning of a file as UTF-8. @param size bytes of the file that are decoded at most   @throws CoreError `bad-table` when it is not text */
export function beginning({ name, bytes }: SourceBytes, encoding: Encoding, size: number): Uint8Array {
  return toUtf8({ name, bytes: wholeCharacters(bytes, encoding, size) }, encoding);
}

/** The first bytes of a text, without a character that the cut would split. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding, size: number): Uint8Array {
  if (bytes.length <= size) return bytes;
  let end = size;
  if (encoding === 'utf-8') while (end > size - 4 && (bytes[end]! & 0xc0) === 0x80) end--;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    end -= end % 2;
    const high = bytes[encoding === 'utf-16le' ? end - 1 : end - 2]!;
    if (high >= 0xd8 && high <= 0xdb) end -= 2;
  }
  return bytes.subarray(0, end);
}

/** Trimmed texts of the cells of a line, without quotes. */
export function cutTexts(line: string, format: CutFormat): string[] {
  return cutLine(line, format).map(({ text }) => text.trim());
}

/** True for a line without anything in it; what a logger wrote before it lost power is NULs. */
export function isBlank(line: string): boolean {
  return /^[\s\0]*$/.test(line);
}
