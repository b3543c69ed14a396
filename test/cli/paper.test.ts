import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../cli/command.ts';
import { paper } from '../../cli/commands/paper.ts';
import { meansOf } from '../../service/jobs/open-team.ts';
import { createWorkplace } from './command-line.ts';

/** A training of an instant. */
const TINY = ['--train', '60', '--test', '40', '--width', '20', '--repeats', '2'];

interface Row {
  readonly method: string;
  readonly seed: number;
  readonly relativeL2Error: { readonly train: number; readonly test: number };
  readonly gradientRelativeL2Error: unknown;
}

function parse(stdout: string): Row[] {
  return JSON.parse(stdout) as Row[];
}

describe('phasewright paper --json', () => {
  test('prints one object per repeat with the names that scripts rely on', async () => {
    const workplace = createWorkplace();
    const { code, stdout, stderr } = await workplace.run(
      'paper',
      '--system',
      'pendulum-small',
      '--method',
      'elm,swim',
      ...TINY,
      '--json',
    );
    const rows = parse(stdout);
    expect(code).toBe(0);
    expect(rows.map(({ method, seed }) => [method, seed])).toEqual([
      ['elm', 1],
      ['elm', 2],
      ['swim', 1],
      ['swim', 2],
    ]);
    // Whoever stops the command keeps what stands here: the same figures, to three digits.
    const lines = stderr.trimEnd().split('\n').slice(0, rows.length);
    expect(lines.map((line) => Number(/H error ([^,]+)/.exec(line)?.[1]?.replace('−', '-')))).toEqual(
      rows.map(({ relativeL2Error }) => Number(relativeL2Error.test.toPrecision(3))),
    );
    expect(rows[0]).toEqual({
      system: 'pendulum-small',
      variant: '',
      method: 'elm',
      train: 60,
      test: 40,
      width: 20,
      seed: 1,
      threads: meansOf().threads,
      seconds: {
        sampling: expect.any(Number) as number,
        solve: expect.any(Number) as number,
        total: expect.any(Number) as number,
      },
      relativeL2Error: { train: expect.any(Number) as number, test: expect.any(Number) as number },
      gradientRelativeL2Error: expect.any(Number) as number,
      published: null,
      publishedRepeats: null,
      publishedSeconds: null,
      publishedHardware: null,
      snapshot: null,
      energyDrift: null,
      motion: null,
      training: null,
      error: null,
    });
  });

  test('gives the same errors for the same seed, whatever runs beside', async () => {
    const workplace = createWorkplace();
    const one = ['--system', 'mass-spring', ...TINY, '--json'];
    const alone = parse((await workplace.run('paper', '--method', 'a-swim', '--seed', '2', ...one)).stdout);
    const beside = parse((await workplace.run('paper', '--method', 'elm,a-swim', ...one)).stdout);
    const digits = ({ relativeL2Error, gradientRelativeL2Error }: Row) => [relativeL2Error, gradientRelativeL2Error];
    expect(digits(alone[0]!)).toEqual(digits(beside[3]!));
    expect(digits(alone[1]!)).not.toEqual(digits(beside[3]!));
  });

  test('gives the same errors with any number of threads, and ends by itself', async () => {
    const workplace = createWorkplace();
    // Wide enough for helping threads to be called.
    const size = ['--method', 'elm', '--train', '3000', '--test', '40', '--width', '400', '--repeats', '2'];
    const run = async (threads: string) =>
      parse(
        (await workplace.run('paper', '--system', 'pendulum-small', ...size, '--threads', threads, '--json')).stdout,
      );
    const [alone, together] = [await run('1'), await run('3')];
    const digits = ({ relativeL2Error, gradientRelativeL2Error }: Row) => [relativeL2Error, gradientRelativeL2Error];
    expect(together.map(digits)).toEqual(alone.map(digits));
    expect([alone, together].map(([row]) => row)).toMatchObject([{ threads: 1 }, { threads: 3 }]);
  });

  test('puts the published figure beside a cell of that size', async () => {
    const workplace = createWorkplace();
    const size = ['--method', 'elm', '--width', '100', '--repeats', '1', '--test', '10'];
    const { stdout } = await workplace.run('paper', '--system', 'pendulum-small', ...size, '--json');
    expect(parse(stdout)[0]).toMatchObject({ train: 10_000, width: 100, published: 1.6e-3, publishedRepeats: 10 });
  });

  test('puts none beside a training that was cut short', async () => {
    const workplace = createWorkplace();
    const cut = ['--method', 'adam-hnn', '--adam-steps', '1', '--repeats', '1', '--test', '10'];
    const { stdout } = await workplace.run('paper', '--system', 'mass-spring', ...cut, '--json');
    expect(parse(stdout)[0]).toMatchObject({
      ...{ train: 8000, width: 1000, published: null, publishedSeconds: null },
      training: { stepsDone: 1, end: 'all-steps' },
    });
  });

  test('names the setting that an experiment varies, and keeps the errors before a correction', async () => {
    const workplace = createWorkplace();
    const { stdout } = await workplace.run('paper', '--system', 'snapshot-correction', ...TINY, '--json');
    expect(parse(stdout)[2]).toMatchObject({
      ...{ system: 'snapshot-correction', variant: 'h = 0.1', published: null },
      snapshot: {
        interval: 0.1,
        rawRelativeL2Error: { train: expect.any(Number) as number, test: expect.any(Number) as number },
        publishedRaw: null,
      },
    });
  });

  test('keeps a refused repeat as a row with its reason, runs the others and exits with 2', async () => {
    const workplace = createWorkplace();
    const size = ['--train', '60', '--test', '40', '--width', '20,500', '--repeats', '1'];
    const { code, stdout } = await workplace.run(
      'paper',
      '--system',
      'mass-spring',
      '--method',
      'elm',
      ...size,
      '--json',
    );
    const nothing = { sampling: null, solve: null, total: null };
    expect(code).toBe(2);
    expect(parse(stdout)).toMatchObject([
      { width: 20, error: null },
      {
        ...{ width: 500, seconds: nothing, gradientRelativeL2Error: null },
        relativeL2Error: { train: null, test: null },
        error: { code: 'too-wide', message: '500 neurons have 501 unknowns, but 60 samples give only 121 equations.' },
      },
    ]);
  });
});

describe('phasewright paper', () => {
  test('prints a table for each experiment, the progress beside it and what is missed in one line', async () => {
    const workplace = createWorkplace();
    const { code, stdout, stderr } = await workplace.run('paper', '--system', 'pendulum-small,mass-spring', ...TINY);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^pendulum-small: Pendulum, small domain; median \(smallest … largest\) of 2 trainings per row\n/,
    );
    expect(stdout).toMatch(/\n60 +20 +a-swim +\d/);
    expect(stdout).toContain('\n\nmass-spring: ');
    expect(stdout).toMatch(/\nNo row has a published error: nothing to compare\.\n$/);
    expect(stderr).toMatch(
      /^1 of 16: pendulum-small, elm, 60 points, width 20, seed 1: H error [\d.e−]+, gradient error [\d.e−]+, [\d.]+ m?s\n2 of 16: /,
    );
  });

  test('--check exits with 3 when a published figure is missed by more than a factor of two', async () => {
    const workplace = createWorkplace();
    // A hundred neurons scatter widely from seed to seed; this one lies at three times the published mean.
    const size = ['--method', 'elm', '--width', '100', '--seed', '1', '--repeats', '1', '--test', '100'];
    const { code, stdout } = await workplace.run('paper', '--system', 'pendulum-small', ...size, '--check');
    expect(code).toBe(3);
    expect(stdout).toMatch(/Of 1 row that has a published error, 1 above 2 × the published one: pendulum-small, elm/);
  });

  test('--check exits with 3 when there is nothing to compare', async () => {
    const workplace = createWorkplace();
    const { code, stdout } = await workplace.run('paper', '--system', 'mass-spring', ...TINY, '--check');
    expect(code).toBe(3);
    expect(stdout).toContain('No row has a published error');
  });

  test('--list names every experiment and runs nothing', async () => {
    const workplace = createWorkplace();
    const { code, stdout, stderr } = await workplace.run('paper', '--list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\ntoda-16 /);
    expect(stdout).toContain('all-2d: mass-spring, pendulum-small,');
    expect(stderr).toBe('');
  });

  test('exits with 2 for an experiment that does not exist', async () => {
    const workplace = createWorkplace();
    const { code, stdout, stderr } = await workplace.run('paper', '--system', 'pendulum');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^There is no experiment 'pendulum'\.\nChoose one of: mass-spring, /);
    expect(stdout).toBe('');
  });

  test.each([
    [['--system', 'all-2d,pendulum'], "There is no experiment 'pendulum'."],
    [['--method', 'elm,adam'], "There is no method 'adam'."],
    [['--width', '100,10001'], 'The width is 10001, more than 10000.'],
    [['--train', '300000'], 'The number of training points is 300000, more than 200000.'],
    [['--test', '300000'], 'The number of test points is 300000, more than 200000.'],
    [['--width', '0'], "--width needs whole numbers of at least 1, separated by commas, not '0'."],
    [['--width', '100,,200'], "--width needs words separated by commas, not '100,,200'."],
    [['--train', '1e3,many'], "--train needs whole numbers of at least 1, separated by commas, not 'many'."],
    [['--repeats', '0'], '--repeats needs a number of at least 1'],
    [['--time-budget', '0'], '--time-budget needs a number above 0'],
    [['mass-spring'], "'mass-spring' is one word too many."],
  ])('refuses %j before anything runs', async (args, message) => {
    const input = parseCommandLine(paper, args);
    await expect(async () => (input === 'help' ? 0 : paper.run(input))).rejects.toThrow(message);
  });
});
