import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { sharedDataPath, testWithSharedData } from '../support/shared-data.ts';
import { createWorkplace, oscillatorTable, QUICK, SMALL } from './command-line.ts';

interface Answer {
  readonly run: { readonly id: string; readonly status: string };
  readonly metrics: readonly { readonly name: string; readonly split: string; readonly value: number }[];
  readonly report: { readonly rows: { readonly read: number; readonly kept: number; readonly refused: number } };
  readonly files: readonly string[];
}

const metricOf = ({ metrics }: Answer, name: string, split: string) =>
  metrics.find((metric) => metric.name === name && metric.split === split)!.value;

describe('identifying an oscillator', () => {
  test('prints one JSON object, stores the run, writes model and portrait, and repeats to the same digits', async () => {
    const workplace = createWorkplace();
    workplace.write('motion.csv', oscillatorTable());
    const args = ['identify', 'motion.csv', ...QUICK, '--hold-out', '2', '--json'];

    const first = await workplace.run(...args, '--out', 'results');
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('solving for the last layer')]);
    const answer = JSON.parse(first.stdout) as Answer;
    expect(answer.run.status).toBe('succeeded');
    expect(answer.report.rows).toEqual({ read: 180, kept: 180, refused: 0 });
    expect(metricOf(answer, 'vector-field-error', 'held-out')).toBeLessThan(0.2);
    expect(
      readdirSync(join(workplace.folder, 'results'))
        .map((name) => name.split('.').at(-1))
        .sort(),
    ).toEqual(['json', 'png']);
    const [model, picture] = answer.files.map((path) => readFileSync(join(workplace.folder, path)));
    expect(() => JSON.parse(model!.toString()) as unknown).not.toThrow();
    expect([...picture!.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);

    const second = JSON.parse((await workplace.run(...args)).stdout) as Answer;
    expect(second.metrics).toEqual(answer.metrics);

    const list = JSON.parse((await workplace.run('runs', 'list', '--json')).stdout) as Record<string, unknown>[];
    expect(list.map(({ id }) => id)).toEqual([second.run.id, answer.run.id]);
    expect(list[0]).toMatchObject({ status: 'succeeded', method: 'a-swim', width: 20, seed: 1, dataName: 'motion' });

    const shown = await workplace.run('runs', 'show', answer.run.id.slice(0, 8));
    expect(shown.stdout).toContain(answer.run.id);
    expect(shown.stdout).toContain('vector field error, held out');

    const exported = await workplace.run('export', answer.run.id, '--format', 'json', '--out', 'results');
    expect(exported.code).toBe(0);
    expect(answer.files).not.toContain(exported.stdout.trim());
    expect(readFileSync(join(workplace.folder, exported.stdout.trim()))).toEqual(model);
  });

  test('prints a report for people: rows, split, method, errors, verdict', async () => {
    const workplace = createWorkplace();
    workplace.write('motion.csv', oscillatorTable());
    const { code, stdout } = await workplace.run(
      'identify',
      'motion.csv',
      ...SMALL,
      '--name',
      'My motion',
      '--method',
      'u-swim',
    );
    expect(code).toBe(0);
    for (const words of [
      '180 rows read, 180 kept, 0 refused; 3 trajectories',
      'My motion',
      'u-swim, 20 neurons, seed 1',
      'vector field error, held out',
      'energy drift',
      'Verdict',
      'unit mass',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test.each([
    ['sketched-qr', /steps? of iteration, certificate .*sketch .*factor /],
    ['lsqr', /steps? of iteration, certificate .*iterate /],
    ['ridge-qr', /^ +factor .*residual /m],
    ['truncated-svd', /^ +decompose /m],
  ])('tells how a solve by %s went', async (solver, words) => {
    const workplace = createWorkplace();
    workplace.write('motion.csv', oscillatorTable());
    const limits = ['--solver', solver, '--threads', '2', '--memory', '64'];
    const { code, stdout } = await workplace.run('identify', 'motion.csv', ...QUICK, ...limits);
    expect(code).toBe(0);
    expect(stdout).toMatch(words);
  });

  test('leaves out bad rows when told to, and counts them', async () => {
    const workplace = createWorkplace();
    workplace.write('motion.csv', oscillatorTable().replace(/^2,2\.5,[^,]*/m, '2,2.5,n/a'));
    const { code, stdout } = await workplace.run(
      'identify',
      'motion.csv',
      ...QUICK,
      '--skip-bad-rows',
      '--hold-out',
      '2',
      '--json',
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Answer).report.rows).toEqual({ read: 180, kept: 179, refused: 1 });
  });

  test('takes several files as several trajectories, and columns by number', async () => {
    const workplace = createWorkplace();
    const [header, ...lines] = oscillatorTable().split('\n');
    for (const run of ['1', '2', '3']) {
      workplace.write(`run${run}.csv`, [header, ...lines.filter((line) => line.startsWith(`${run},`))].join('\n'));
    }
    const args =
      'run1.csv run2.csv run3.csv --time 2 --q 3 --p 4 --method a-swim --width 20 --horizon 5 --hold-out run2.csv --json';
    const { code, stdout } = await workplace.run('identify', ...args.split(' '));
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { run: unknown }).run).toMatchObject({
      split: { heldOutTrajectories: ['run2.csv'] },
    });
  });
});

describe('identifying a measured pendulum by the recipe', () => {
  const fixture = fileURLToPath(new URL('../fixtures/pendulum.csv', import.meta.url));
  const args = ['--time', 't', '--q', 'q', '--run', 'run', '--hold-out', '3', '--width', '20', '--horizon', '5'];

  test('prints both verdicts, the five settings, rivals, horizon and the card', async () => {
    const { code, stdout } = await createWorkplace().run(
      'identify',
      fixture,
      ...args,
      '--p',
      'p',
      '--noise',
      '1e-4,1e-3',
    );
    expect(code).toBe(0);
    for (const words of [
      'measured, 20 neurons, seed 1; whitened rows, ridge by evidence',
      'forecasts: ',
      'H itself: ',
      /noise: q 1·10⁻⁴ .*\(given\)/,
      'smoothing: ',
      'window: ',
      'roughness: ',
      'friction: none',
      'this model: off by',
      'Linear oscillator: off by',
      'horizon: ',
      'known: H is known up to a constant.',
    ]) {
      expect(stdout).toMatch(words);
    }
  });

  test('learns from positions alone when there is no --p, and tells everything as JSON', async () => {
    const { code, stdout } = await createWorkplace().run(
      'identify',
      fixture,
      ...args,
      '--friction',
      'viscous',
      '--json',
    );
    expect(code).toBe(0);
    const { run, identification } = JSON.parse(stdout) as {
      run: { config: { method: string; identification: object } };
      identification: { isPositionsOnly: boolean; rows: string; physics: { potential: { x: unknown } }[] };
    };
    expect(run.config).toMatchObject({ method: 'measured', identification: { friction: 'viscous', hasNetwork: true } });
    expect(identification).toMatchObject({ isPositionsOnly: true, rows: 'double-integral', friction: 'viscous' });
    expect(Array.isArray(identification.physics[0]!.potential.x)).toBe(true);
  });

  test.each([
    [['--ridge', '1e-9'], '--ridge does not belong to --method measured'],
    [['--method', 'a-swim', '--friction', 'dry'], '--friction does not belong to --method a-swim.'],
    [['--periodic', 'p'], "'p' is no column of --q: these are q."],
    [['--input-axis', 'q'], '--input-axis names 1 columns for 0 known inputs.'],
    [['--no-network'], '--width is the number of neurons, and --no-network has none.'],
    [['--drive', '1000'], '--drive: A drive at 1000 cannot be told from a slower one: half of the sampling rate is '],
  ])('%j is called wrongly', async (more, words) => {
    const workplace = createWorkplace();
    const { code, stderr } = await workplace.run('identify', fixture, ...args, ...more);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect((await workplace.run('runs', 'list', '--json')).stdout).toBe('[]\n');
    const database = new Database(join(workplace.folder, 'library.phasewright'), { readonly: true });
    expect(database.prepare('SELECT count(*) AS kept FROM dataset').get()).toEqual({ kept: 0 });
    database.close();
  });
});

test('Ctrl+C cancels the run, keeps it in the library as cancelled, and exits with 130', async () => {
  const workplace = createWorkplace();
  workplace.write('motion.csv', oscillatorTable(2000));
  const child = workplace.start(
    'identify',
    'motion.csv',
    '--time',
    't',
    '--q',
    'q',
    '--p',
    'p',
    '--run',
    'run',
    '--method',
    'a-swim',
    '--width',
    '3000',
  );
  await new Promise<void>((resolve) => {
    child.stderr!.on('data', (chunk: Buffer) => {
      if (chunk.includes('fit') || chunk.includes('solving')) resolve();
    });
  });
  let notes = '';
  child.stderr!.on('data', (chunk: Buffer) => (notes += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.kill('SIGINT');
  expect(await exited).toBe(130);
  expect(notes).toContain('The run was cancelled.');
  expect(notes).not.toContain('Error');
  const list = JSON.parse((await workplace.run('runs', 'list', '--json')).stdout) as { status: string }[];
  expect(list.map(({ status }) => status)).toEqual(['cancelled']);
});

testWithSharedData(
  'the measured pendulum is identified with one run held out',
  async () => {
    const file = sharedDataPath('real/multiarm-single-pendulum/single_pendulum_id.csv');
    const args =
      '--time time_s --q theta_rad --p omega_rad_s --run run --hold-out 4 --tolerance 0.2 --horizon 100 --method a-swim --json';
    const { code, stdout } = await createWorkplace().run('identify', file, ...args.split(' '));
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    // Against estimated derivatives, whose own noise is in it: 3.4 % with the spline's, which follow the data closely.
    expect(metricOf(answer, 'vector-field-error', 'held-out')).toBeLessThan(0.02);
    expect(metricOf(answer, 'valid-prediction-time', 'held-out')).toBeGreaterThan(2);
    expect(metricOf(answer, 'energy-drift', 'model')).toBeLessThan(0.01);
  },
  60_000,
);
