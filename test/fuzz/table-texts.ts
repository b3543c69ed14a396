import type { Random } from '../../core/random.ts';

/** A well-formed table of a swing, written as some program would write it. */
export interface TableText {
  readonly name: string;
  readonly text: string;
}

const DELIMITERS = [',', ';', '\t', ' ', '  ', '|'] as const;
const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const HEADERS = [
  ['t', 'q', 'p'],
  ['Time (s)', 'Angle (rad)', 'AngVel (rad/s)'],
  ['t / s', 'x / m', 'v / m/s'],
  ['time_s', 'theta_rad', 'omega_rad_s'],
  ['Zeit', 'Weg', 'Geschwindigkeit'],
] as const;

/** Draws a table: delimiter, decimal mark, header, line ends, number styles, id column, title, comments, missing cells. */
export function drawTable(random: Random): TableText {
  const decimal = random.uniform() < 0.25 ? ',' : '.';
  const delimiter = pick(random, decimal === ',' ? DELIMITERS.slice(1) : DELIMITERS);
  const end = pick(random, LINE_ENDS);
  const rows = 5 + random.integer(40);
  const step = pick(random, [0.01, 0.05, 1 / 30, 1, 1000]);
  const write = pick(random, NUMBER_STYLES);
  const hasRun = random.uniform() < 0.2;
  const lines: string[] = [];
  if (random.uniform() < 0.15) lines.push('mass_A');
  if (random.uniform() < 0.15) lines.push('# recorded by hand');
  if (random.uniform() < 0.8) lines.push([...(hasRun ? ['run'] : []), ...pick(random, HEADERS)].join(delimiter));
  for (let i = 0; i < rows; i++) {
    const run = i < rows / 2 ? 1 : 2;
    const values = [i * step, Math.cos(0.3 * i) * 10 ** random.integer(4), Math.sin(0.3 * i)];
    const cells = values.map((value) => write(value, random).replace('.', decimal));
    lines.push([...(hasRun ? [String(run)] : []), ...cells].join(delimiter));
  }
  return {
    name: `table.${pick(random, ['csv', 'txt', 'tsv', 'dat'])}`,
    text: lines.join(end) + pick(random, [end, '']),
  };
}

const NUMBER_STYLES: readonly ((value: number, random: Random) => string)[] = [
  (value) => String(value),
  (value) => value.toFixed(3),
  (value) => value.toExponential(16),
  (value) => value.toExponential(9).toUpperCase().replace('E+', 'E'),
  (value) => (value < 0 ? `\u2212${String(-value)}` : `+${String(value)}`),
  (value, random) => value.toFixed(17 + random.integer(20)),
  (value) => ` ${value.toPrecision(6)} `,
];

/** Cells that people, loggers and attackers put where a number should be. */
const STRANGE_CELLS = [
  '',
  ' ',
  'n/a',
  'NaN',
  'inf',
  '-Infinity',
  '--',
  'OVERRANGE',
  '1e400',
  '-1e400',
  '1e-400',
  '12abc',
  '0x10',
  '1_000',
  '1 000',
  '1,234',
  '1.234,5',
  '"1,234,567.25"',
  '1.2.3',
  '1e',
  'e5',
  '.',
  '-',
  '+-1',
  '٣',
  '１２',
  '½',
  '1\u00a0234',
  '=1+1',
  '"',
  '""',
  '"a""b"',
  '2026-11-21T10:00:00Z',
  '03/04/2024',
  '12:30:01.5',
  '__proto__',
  '<img src=x>',
  '../../etc/passwd',
  '\u0000',
  '9'.repeat(400),
  '0.1000000000000000055511151231257827',
  '179769313486231580793728971405301e276',
  '4.9e-324',
  '2.4703282292062327e-324',
  '-0',
  '00012',
];

/** Changes a text in its structure: cells, lines, marks. */
export const STRUCTURE_MUTATIONS: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => editLine(text, random, (line) => editCell(line, random, () => pick(random, STRANGE_CELLS))),
  (text, random) => editLine(text, random, (line) => editCell(line, random, (cell) => `"${cell}"`)),
  (text, random) => editLine(text, random, (line) => editCell(line, random, (cell) => cell + cell)),
  (text, random) => editLine(text, random, () => ''),
  (text, random) => editLine(text, random, (line) => `${line}\n${line}`),
  (text, random) => editLine(text, random, (line) => line.slice(0, random.integer(line.length + 1))),
  (text, random) => editLine(text, random, (line) => `${line}${pick(random, [',', ';', '\t', ',,,', ',9'])}`),
  (text, random) => editLine(text, random, (line) => pick(random, ['#', '%', '//', '$$EOE', '"']) + line),
  (text, random) => editLine(text, random, (line) => line.replaceAll(',', ';')),
  (text, random) => editLine(text, random, (line) => line.replaceAll('.', ',')),
  (text, random) => swapLines(text, random),
  (text, random) => text.slice(0, random.integer(text.length + 1)),
  (text, random) => text.slice(random.integer(text.length + 1)),
  (text, random) => text + pick(random, ['\0\0\0\0', '\n\n\n', '$$EOE\nprose', text, text.slice(0, 40)]),
  (text, random) =>
    insertAt(
      text,
      random,
      pick(random, ['"', '\0', '\r', '\n', '\u2028', '\ufeff', '\ud83d\ude00', ',', '.', '-', 'e']),
    ),
  (text, random) =>
    insertAt(text, random, pick(random, ['9'.repeat(5000), ','.repeat(1500), ' '.repeat(5000), '"'.repeat(99)])),
];

/** Turns a text into bytes in one of the encodings that occur, now and then in one that does not hold it. */
export function encode(text: string, random: Random): Uint8Array {
  const kind = random.integer(8);
  if (kind === 0) return withMark([0xff, 0xfe], Buffer.from(text, 'utf16le'));
  if (kind === 1) return withMark([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16());
  if (kind === 2) return withMark([0xef, 0xbb, 0xbf], Buffer.from(text, 'utf8'));
  if (kind === 3) return new Uint8Array(Buffer.from(text, 'latin1'));
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** Changes bytes without regard to what they mean. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const count = 1 + random.integer(4);
  for (let k = 0; k < count && changed.length > 0; k++) changed[random.integer(changed.length)] = random.integer(256);
  return random.uniform() < 0.1 ? changed.subarray(0, random.integer(changed.length + 1)) : changed;
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.integer(choices.length)]!;
}

function withMark(mark: readonly number[], bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...mark, ...bytes]);
}

function editLine(text: string, random: Random, edit: (line: string) => string): string {
  const lines = text.split('\n');
  const at = random.integer(lines.length);
  return lines.map((line, i) => (i === at ? edit(line) : line)).join('\n');
}

function editCell(line: string, random: Random, edit: (cell: string) => string): string {
  const parts = line.split(/([,;\t| ]+)/);
  const at = 2 * random.integer((parts.length + 1) >> 1);
  return parts.map((part, i) => (i === at ? edit(part) : part)).join('');
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const [a, b] = [random.integer(lines.length), random.integer(lines.length)];
  [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  return lines.join('\n');
}

function insertAt(text: string, random: Random, piece: string): string {
  const at = random.integer(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}
