import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createWorkplace, oscillatorTable, type Workplace } from './command-line.ts';

const UGLY = fileURLToPath(new URL('../fixtures/ugly/', import.meta.url));

interface FileFacts {
  readonly file: string;
  readonly outcome: string;
  readonly format: Readonly<Record<string, unknown>>;
  readonly rows: Readonly<Record<string, number | null>>;
  readonly columns: readonly {
    readonly name: string;
    readonly role: string;
    readonly unit: string;
    readonly min: number;
  }[];
  readonly trajectories: readonly Readonly<Record<string, unknown>>[];
  readonly warnings: readonly Readonly<Record<string, unknown>>[];
  readonly error?: Readonly<Record<string, string>>;
}

async function importJson(workplace: Workplace, ...args: string[]) {
  const { code, stdout, stderr } = await workplace.run('import', ...args, '--json');
  expect(stderr).toBe('');
  return { code, files: (JSON.parse(stdout) as { files: FileFacts[] }).files };
}

describe('checking files', () => {
  test('every file has its outcome, refused ones with all keys and a reason', async () => {
    const workplace = createWorkplace();
    workplace.write('good.csv', oscillatorTable());
    const ugly = [
      ['01_empty.csv', 'refused', 'too-few-rows'],
      ['04_ragged_short_rows.csv', 'accepted-with-warnings', undefined],
      ['07_semicolon_decimal_comma.csv', 'accepted', undefined],
      ['15_quote_not_closed.csv', 'refused', 'bad-table'],
      ['17_overflow_1e400.csv', 'accepted-with-warnings', undefined],
      ['22_binary_junk.csv', 'refused', 'bad-table'],
      ['27_100k_columns.csv', 'refused', 'bad-table'],
    ] as const;
    const paths = ['good.csv', ...ugly.map(([name]) => join(UGLY, name)), 'none.csv'];
    const { code, files } = await importJson(workplace, ...paths, '--check');
    expect(code).toBe(2);
    expect(files.map(({ file, outcome, error }) => [file, outcome, error?.['code']])).toEqual([
      ['good.csv', 'accepted', undefined],
      ...ugly,
      ['none.csv', 'refused', 'not-found'],
    ]);
    const keys = ['file', 'outcome', 'format', 'rows', 'columns', 'trajectories', 'warnings'];
    for (const facts of files) {
      expect(Object.keys(facts)).toEqual(facts.outcome === 'refused' ? [...keys, 'error'] : keys);
      expect(Object.keys(facts.format)).toEqual(['encoding', 'delimiter', 'decimal', 'headerRows', 'recogniser']);
      expect(Object.keys(facts.rows)).toEqual(['read', 'kept', 'refused']);
    }
    expect(files.at(-1)).toMatchObject({
      ...{ format: { encoding: null, headerRows: null }, rows: { read: null }, columns: [], trajectories: [] },
      error: { message: 'none.csv does not exist.', hint: 'Check the name and the folder.' },
    });
    expect(readdirSync(workplace.folder)).toEqual(['good.csv']);
  });

  test('an accepted file tells format, rows, columns and trajectories as they are', async () => {
    const workplace = createWorkplace();
    workplace.write('good.csv', oscillatorTable());
    const { code, files } = await importJson(workplace, 'good.csv', '--check');
    expect(code).toBe(0);
    expect(files[0]).toMatchObject({
      format: { encoding: 'utf-8', delimiter: ',', decimal: '.', headerRows: 1, recogniser: null },
      rows: { read: 180, kept: 180, refused: 0 },
      columns: [
        { name: 'run', role: 'run', unit: '', min: 1, max: 3, first: 1, last: 3, missing: 0 },
        { name: 't', role: 'time', min: 0, max: 5.9 },
        { name: 'q', role: 'q1', first: 1.1 },
        { name: 'p', role: 'p1' },
      ],
      trajectories: [
        { id: '1', rows: 60, start: 0, end: 5.9, step: { median: expect.closeTo(0.1, 12) as number } },
        { id: '2' },
        { id: '3' },
      ],
    });
  });

  test('a warning has code, message and count, and the line where there is one', async () => {
    const { files } = await importJson(createWorkplace(), join(UGLY, '05_text_in_numeric.csv'), '--check');
    expect(files[0]!.rows).toEqual({ read: 60, kept: 56, refused: 4 });
    expect(files[0]!.warnings).toContainEqual({
      ...{ code: expect.any(String) as string, count: 4, line: 5 },
      message: expect.stringContaining('4 rows are left out') as string,
    });
  });

  test('columns without a meaning are refused, and listed all the same', async () => {
    const workplace = createWorkplace();
    workplace.write('odd.csv', 'foo,bar\n1,5\n4,2\n2,7\n8,1\n');
    const { code, files } = await importJson(workplace, 'odd.csv', '--check');
    expect(code).toBe(2);
    expect(files[0]).toMatchObject({ outcome: 'refused', error: { code: 'missing-column' } });
    expect(files[0]!.columns.map(({ name }) => name)).toEqual(['foo', 'bar']);
  });

  test('a file that is too large is refused without being read', async () => {
    const workplace = createWorkplace();
    workplace.write('large.csv', '');
    truncateSync(join(workplace.folder, 'large.csv'), 600_000_000);
    const { code, files } = await importJson(workplace, 'large.csv', '--check');
    expect([code, files[0]!.error]).toEqual([2, expect.objectContaining({ code: 'too-large' })]);
  });
});

describe('choices in a file', () => {
  test('give the same data again; nothing is written over, and what is no recipe is refused', async () => {
    const workplace = createWorkplace();
    workplace.write('a.csv', oscillatorTable());
    const check = async (...args: string[]) => (await importJson(workplace, 'a.csv', '--check', ...args)).files[0]!;
    const first = await check('--p', 'none', '--mass', '2', '--flip', 'q', '--save-recipe', 'recipe.json');
    expect(first.outcome).not.toBe('refused');
    expect(await check('--recipe', 'recipe.json')).toEqual(first);
    expect((await check('--save-recipe', 'recipe.json')).error!['message']).toBe('recipe.json is there already.');
    expect((await check('--recipe', 'a.csv')).error!['message']).toBe('The recipe a.csv is no JSON.');
    const recipe = JSON.parse(readFileSync(join(workplace.folder, 'recipe.json'), 'utf8')) as object;
    workplace.write('wrong.json', JSON.stringify({ ...recipe, masses: [-1] }));
    expect((await check('--recipe', 'wrong.json')).error!['message']).toContain("'recipe.masses.0' is -1");
  }, 120_000);

  test('from before there were inputs still hold; a known input is told among rows and columns', async () => {
    const workplace = createWorkplace();
    const rows = Array.from({ length: 40 }, (_, k) => `${k / 10},${Math.cos(k / 10)},${-Math.sin(k / 10)},${k % 3}`);
    workplace.write('a.csv', ['t,q,p,lamp', ...rows.with(7, '0.7,0.76,-0.64,'), ''].join('\n'));
    const check = async (...args: string[]) => (await importJson(workplace, 'a.csv', '--check', ...args)).files[0]!;
    const first = await check('--save-recipe', 'recipe.json');
    const text = readFileSync(join(workplace.folder, 'recipe.json'), 'utf8');
    const recipe = JSON.parse(text, (key, value: unknown) => (key === 'inputs' ? undefined : value)) as object;
    workplace.write('earlier.json', JSON.stringify(recipe));
    expect(await check('--recipe', 'earlier.json')).toEqual(first);
    const driven = await check('--recipe', 'earlier.json', '--input', 'lamp');
    expect(driven.rows).toEqual({ read: 40, kept: 39, refused: 1 });
    expect(driven.columns[3]).toMatchObject({ name: 'lamp', role: 'input1', min: 0, max: 2, missing: 1 });
    const { stdout } = await workplace.run('import', 'a.csv', '--check', '--input', 'lamp');
    expect(stdout).toContain('known inputs: lamp\n');
  }, 120_000);
});

test.each([
  [[], 'No file is given.'],
  [['a.csv', 'b.csv', '--name', 'Arm'], '--name belongs to one data set'],
])('%j is a wrong call', async (args, message) => {
  const { code, stdout, stderr } = await createWorkplace().run('import', ...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(message);
});

describe('storing', () => {
  test('each file is a data set with its files; the same import again is the same data set', async () => {
    const workplace = createWorkplace();
    workplace.write('a.csv', oscillatorTable());
    copyFileSync(join(UGLY, '11_bom_crlf.csv'), join(workplace.folder, 'b.csv'));
    const first = await workplace.run('import', 'a.csv', 'b.csv');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const stored = [...first.stdout.matchAll(/Stored +(\S+)/g)].map(([, id]) => id);
    expect(stored).toHaveLength(2);
    expect(first.stdout).toContain('a.csv: accepted\n');
    expect(first.stdout).toContain('180 rows read, 180 kept, 0 refused; 3 trajectories');
    expect((await workplace.run('import', 'a.csv')).stdout).toContain(stored[0]);
    expect(existsSync(join(workplace.folder, 'library.phasewright'))).toBe(true);
  });

  test('files together are one data set', async () => {
    const workplace = createWorkplace();
    for (const name of ['a.csv', 'b.csv']) copyFileSync(join(UGLY, '11_bom_crlf.csv'), join(workplace.folder, name));
    const { files } = await importJson(workplace, 'a.csv', 'b.csv', '--together', '--name', 'Both');
    expect(files).toMatchObject([{ file: 'a.csv, b.csv', trajectories: [{ id: 'a.csv' }, { id: 'b.csv' }] }]);
  });
});
