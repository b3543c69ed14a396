import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure } from './comparison-tables.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './table.ts';

const MEGABYTE = 2 ** 20;
const PROMISED_ROWS = 1_000_000;
const QUICK_ROWS = 20_000;

/** What a process that reads a table is told. */
export interface ImportTask {
  readonly rows: number;
  /** All 17 digits of a double, or six decimals. */
  readonly digits: 'full' | 'short';
  readonly turns: number;
}

/** What it measured: the shortest turn of each side, which take turns in one process. */
export interface ImportMeasure {
  readonly fileBytes: number;
  /** 8 B per cell. */
  readonly cellBytes: number;
  /** Most memory of the process in the first turn of ours, less what it held before, the file's bytes among it. */
  readonly peakBytes: number;
  /** Columns in which a number differs from the naive one. */
  readonly differences: number;
  readonly ours: Times;
  readonly naive: Times;
}

/** Seconds that pass, and seconds of the processor. */
export interface Times {
  readonly wall: number;
  readonly processor: number;
}

/** Reading a long table of six columns, all of them wanted, beside `text.split('\n').map((line) => line.split(',').map(Number))`. */
export async function measureImport({ isQuick, log }: BenchOptions): Promise<Section> {
  const rows = isQuick ? QUICK_ROWS : PROMISED_ROWS;
  const measured: (ImportMeasure & { readonly task: ImportTask })[] = [];
  for (const digits of ['full', 'short'] as const) {
    log(`reading ${rows} rows, ${digits} digits`);
    const task = { rows, digits, turns: 3 };
    measured.push({ task, ...(await readInChild(task)) });
  }
  const slowest = measured.toSorted((a, b) => b.ours.wall - a.ours.wall)[0]!;
  const wrong = measured.reduce((sum, { differences }) => sum + differences, 0);
  return {
    tables: [
      {
        title: 'Reading a table of six columns',
        head: [
          'rows',
          'digits',
          'file, MB',
          'ours, s',
          'processor, s',
          'naive, processor, s',
          'naive ÷ ours',
          'memory beyond file, MB',
          'of it cells, MB',
        ],
        rows: measured.map(({ task, fileBytes, cellBytes, peakBytes, ours, naive }) => [
          String(task.rows),
          task.digits,
          figure(fileBytes / MEGABYTE),
          figure(ours.wall),
          figure(ours.processor),
          figure(naive.processor),
          figure(naive.processor / ours.processor),
          figure(peakBytes / MEGABYTE),
          figure(cellBytes / MEGABYTE),
        ]),
        note: 'Shortest of three turns; the ratio is of processor time. Naive: the text cut at line ends and commas, and Number of each cell. Ours also checks, counts and keeps the line of every row. Each number is the same.',
      },
    ],
    targets: [
      {
        quantity: 'reading a million rows of six columns',
        ...{ bound: 'at most', must: 3, aim: 1.5, unit: 's' },
        measured: rows === PROMISED_ROWS ? slowest.ours.wall : null,
        where: `${slowest.task.digits} digits`,
      },
      {
        quantity: 'columns read with another number',
        ...{ bound: 'at most', must: 0, aim: null, unit: '' },
        measured: wrong,
        where: '',
      },
    ],
    data: measured,
  };
}

async function readInChild(task: ImportTask): Promise<ImportMeasure> {
  const script = fileURLToPath(new URL('import-child.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(task)]);
  // import-child.ts prints exactly this shape.
  return JSON.parse(stdout) as ImportMeasure;
}
