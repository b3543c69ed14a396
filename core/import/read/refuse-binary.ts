import { CoreError } from '../../errors.ts';
import { textOf } from './text-of.ts';

/** First bytes of files that people rename to .csv or drop by mistake, one character per byte. Source: the formats' own descriptions. */
const SIGNATURES: readonly (readonly [start: string, what: string])[] = [
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['PK\x03\x04', 'a ZIP archive or an Excel workbook (.xlsx)'],
  ['\x1f\x8b', 'a gzip archive'],
  ['BZh', 'a bzip2 archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook (.xls)'],
  ['%PDF', 'a PDF document'],
  ['{\\rtf', 'a rich text document'],
  ['MATLAB 5.0 MAT-file', 'a MATLAB file'],
  ['MATLAB 7.3 MAT-file', 'a MATLAB file'],
  ['\x89HDF', 'an HDF5 file'],
  ['CDF\x01', 'a NetCDF file'],
  ['CDF\x02', 'a NetCDF file'],
  ['SQLite format 3', 'a database'],
  ['\x93NUMPY', 'a NumPy array (.npy)'],
  ['\x80\x04\x95', 'a pickled Python object'],
  ['PAR1', 'a Parquet file'],
  ['ARROW1', 'an Arrow file'],
  ['TDSm', 'a LabVIEW file (.tdms)'],
  ['RIFF', 'a sound or a film'],
  ['\x7fELF', 'a program'],
];

/** Texts that hold data, but not as lines of cells. */
const MARKUP: readonly (readonly [start: RegExp, what: string])[] = [
  [/^\s*(?:\{\s*["}]|\[\s*[[{"\d-])/, 'JSON'],
  [/^\s*<(?:!doctype html|html|head|body|table)\b/i, 'a web page'],
  [/^\s*<(?:\?xml|svg\b)/i, 'an XML document'],
];

/** Bytes looked at to tell text from junk. */
const HEAD_LENGTH = 4096;
/** Share of control characters that no text has; random bytes have an eighth. */
const MOST_CONTROLS = 0.05;

/** @throws CoreError `bad-table` when the bytes begin like a known kind of binary file */
export function refuseSignature(name: string, bytes: Uint8Array): void {
  const found = SIGNATURES.find(([start]) => beginsWith(bytes, start));
  if (found !== undefined) throw notText(name, `it looks like ${found[1]}`);
}

/** @throws CoreError `bad-table` when decoded bytes look like JSON, HTML or XML, or are no text at all */
export function refuseJunk(name: string, utf8: Uint8Array): void {
  const head = textOf(utf8, 0, HEAD_LENGTH);
  const found = MARKUP.find(([start]) => start.test(head));
  if (found !== undefined) throw notText(name, `it looks like ${found[1]}`);
  // A logger that lost power leaves NULs where lines would be.
  const text = head.replace(/\0+$/gm, '');
  let controls = 0;
  for (let i = 0; i < text.length; i++) if (isControl(text.charCodeAt(i))) controls += 1;
  if (controls > MOST_CONTROLS * text.length) throw notText(name, 'it holds binary data');
}

/** Control characters other than tab, line ends and form feed; also those that Windows-1252 leaves undefined. */
function isControl(code: number): boolean {
  return (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || (code >= 0x7f && code < 0xa0);
}

function beginsWith(bytes: Uint8Array, start: string): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start.charCodeAt(i)) return false;
  return true;
}

function notText(name: string, why: string): CoreError {
  return new CoreError('bad-table', `${name} is not a text table; ${why}.`, {
    hint: 'Export the table as CSV or tab-separated text.',
    context: { file: name },
  });
}
