/** Reads one table in a process that has done nothing else. Argument: an `ImportTask` in JSON; prints an `ImportMeasure`. */
import { readTable } from '../../core/import/read/read-table.ts';
import { PLAIN_FORMAT } from '../../core/import/table-format.ts';
import { createRandom } from '../../core/random.ts';
import type { ImportMeasure, ImportTask, Times } from './import.ts';

const COLUMNS = 6;
const ROWS_PER_PIECE = 10_000;

// `measureImport` passes nothing else.
const { rows, digits, turns } = JSON.parse(process.argv[2]!) as ImportTask;
const columns = Array.from({ length: COLUMNS }, (_, column) => column);
const bytes = writeTable();
const before = process.memoryUsage().rss;
const source = { name: 'table.csv', bytes };
const readOurs = () => readTable(source, PLAIN_FORMAT, { numbers: columns, texts: [] });
const readNaively = () =>
  new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));

const { time: first, result: table } = timed(readOurs);
const peakBytes = 1024 * process.resourceUsage().maxRSS - before;
const ours = [first];
const naive: Times[] = [];
let differences = 0;
for (let turn = 0; turn < turns; turn++) {
  const { time, result: lines } = timed(readNaively);
  naive.push(time);
  if (turn === 0)
    differences = columns.filter((k) =>
      table.numbers.get(k)!.some((value, i) => !Object.is(value, lines[i + 1]![k])),
    ).length;
  else ours.push(timed(readOurs).time);
}
const measure: ImportMeasure = {
  ...{ fileBytes: bytes.length, cellBytes: 8 * rows * COLUMNS, peakBytes, differences },
  ...{ ours: shortest(ours), naive: shortest(naive) },
};
console.log(JSON.stringify(measure));

/** A table as programs write them: all digits of a double, or six decimals. */
function writeTable(): Uint8Array {
  const random = createRandom(1, 'data');
  const write = digits === 'full' ? String : (value: number) => value.toFixed(6);
  const encoder = new TextEncoder();
  const pieces = [encoder.encode('t,q1,q2,p1,p2,e\n')];
  for (let row = 0; row < rows; row += ROWS_PER_PIECE) {
    const lines = Array.from({ length: Math.min(ROWS_PER_PIECE, rows - row) }, () =>
      columns.map(() => write(random.normal())).join(','),
    );
    pieces.push(encoder.encode(`${lines.join('\n')}\n`));
  }
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Time that passes, and of the processor: on a busy machine the second does not count the others. */
function timed<T>(work: () => T): { readonly time: Times; readonly result: T } {
  const begin = performance.now();
  const usage = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(usage);
  return { time: { wall: (performance.now() - begin) / 1000, processor: (user + system) / 1e6 }, result };
}

/** The shortest of each. */
function shortest(times: readonly Times[]): Times {
  const least = (key: keyof Times) => Math.min(...times.map((time) => time[key]));
  return { wall: least('wall'), processor: least('processor') };
}
