import { describe, expect, test } from 'vitest';
import { parseCommandLine, UsageError, type Command } from '../../cli/command.ts';
import { COMMANDS } from '../../cli/commands/index.ts';
import { commandHelp, overview } from '../../cli/help.ts';

const command: Command = {
  name: 'weigh',
  summary: 'weighs things',
  usage: 'weigh THING… --scale N',
  details: [],
  options: { scale: { value: 'N', help: 'the scale' }, wet: { help: 'with water' } },
  run: () => Promise.resolve(0),
};

function parse(...args: string[]) {
  const input = parseCommandLine(command, args);
  if (input === 'help') throw new Error('help was asked for');
  return input;
}

describe('arguments', () => {
  test('are options and words in any order', () => {
    const { positionals, options } = parse('a', '--scale', '2', 'b', '--wet', '--', '--c');
    expect(positionals).toEqual(['a', 'b', '--c']);
    expect(options.number('scale')).toBe(2);
    expect(options.has('wet')).toBe(true);
  });

  test.each([['--scale', '-3'], ['--scale=-3']])('may be negative numbers: %s %s', (...args) => {
    expect(parse(...args).options.integer('scale')).toBe(-3);
  });

  test.each([['--help'], ['-h'], ['--scale', '1', '--help']])('%s %s asks for help', (...args) => {
    expect(parseCommandLine(command, args)).toBe('help');
  });

  test.each([
    [['--scael', '2'], 'There is no option --scael. Did you mean --scale?'],
    [['--xyzzy'], 'There is no option --xyzzy.'],
    [['-x'], 'There is no option -x.'],
    [['--__proto__', '1'], 'There is no option --__proto__.'],
    [['--scale'], '--scale needs a value: --scale N.'],
    [['--scale='], '--scale needs a value: --scale N.'],
    [['--scale', '--wet'], '--scale needs a value: --scale N.'],
    [['--wet=yes'], '--wet takes no value.'],
    [['--scale', '1', '--scale', '2'], '--scale is given twice.'],
  ])('%j are refused', (args, message) => {
    expect(() => parse(...args)).toThrow(new UsageError(message));
  });

  test.each(['abc', '1e999', ' ', '1,5'])('a number written %j is refused', (text) => {
    expect(() => parse(`--scale=${text}`).options.number('scale')).toThrow(UsageError);
  });

  test('bounds and whole numbers are checked', () => {
    expect(() => parse('--scale', '0').options.number('scale', { above: 0 })).toThrow(
      "--scale needs a number above 0, not '0'.",
    );
    expect(() => parse('--scale', '-1').options.number('scale', { atLeast: 0 })).toThrow('of at least 0');
    expect(() => parse('--scale', '1.5').options.integer('scale')).toThrow('whole number');
    expect(parse('--scale', '1e3').options.integer('scale')).toBe(1000);
    expect(() => parse().options.required('scale')).toThrow('--scale is missing.');
    expect(() => parse('--scale', 'x').options.choice('scale', ['a', 'b'], 'a')).toThrow(
      "--scale is one of a, b, not 'x'.",
    );
    expect(parse().options.choice('scale', ['a', 'b'], 'a')).toBe('a');
  });
});

/** Columns for `identify`. */
const NAMED = ['--time', 't', '--q', 'q', '--p', 'p'];

describe('a command that is called wrongly says how before it opens anything', () => {
  test.each([
    ['identify', [], 'No file is given.'],
    ['identify', ['a.csv', '--time', 't', '--p', 'p'], '--q is missing.'],
    ['identify', ['a.csv', ...NAMED, '--rows', 'weak'], '--rows is one of auto, exact'],
    ['identify', ['a.csv', ...NAMED, '--friction', 'much'], '--friction is one of auto, off'],
    ['identify', ['a.csv', ...NAMED, '--noise', '0.1,x'], '--noise needs numbers above 0'],
    ['identify', ['a.csv', ...NAMED, '--drive', '0.5,-1'], "--drive needs frequencies above 0, not '-1'."],
    ['identify', ['a.csv', ...NAMED, '--terms', 'tan-q'], '--terms knows exp-q'],
    ['identify', ['a.csv', '--time', 't', '--q', 'q', '--p', 'p', '--seed', '1.5'], '--seed needs a whole number'],
    ['identify', ['a.csv', '--time', 't', '--q', 'q', '--p', 'p', '--solver', 'lu'], '--solver is one of'],
    ['identify', ['a.csv', '--time', 't', '--q', 'q', '--p', 'p', '--rcond', '0.1'], '--rcond belongs to'],
    ['identify', ['a.csv', '--time', 't', '--q', 'q', '--p', 'p', '--window', '0'], '--window needs a number above 0'],
    ['runs', [], 'Say ‘runs list’ or ‘runs show RUN’.'],
    ['runs', ['show'], 'No run is given'],
    ['runs', ['list', 'all'], "'all' is one word too many."],
    ['export', ['latest', '--out', '.'], '--format is missing.'],
    ['export', ['latest', '--format', 'pdf', '--out', '.'], '--format is one of json, png'],
    ['serve', ['--port', '70000'], '--port is at most 65535'],
    ['serve', ['--memory', '5000'], '--memory is at most 4096, not 5000.'],
    ['identify', ['a.csv', ...NAMED, '--threads', '0'], "--threads needs a number of at least 1, not '0'."],
    ['identify', ['a.csv', ...NAMED, '--threads', '1.5'], '--threads needs a whole number'],
    ['paper', ['--threads', '65'], '--threads is at most 64, not 65.'],
  ])('%s %j', async (name, args, words) => {
    const known = COMMANDS.find((candidate) => candidate.name === name)!;
    const run = async () => {
      const input = parseCommandLine(known, args);
      return input === 'help' ? 0 : known.run(input);
    };
    await expect(run()).rejects.toThrow(words);
    await expect(run()).rejects.toBeInstanceOf(UsageError);
  });
});

describe('help', () => {
  test.each(COMMANDS.map((known) => [known.name, known] as const))(
    'of %s names every option and fits a terminal',
    (_, known) => {
      const text = commandHelp(known);
      for (const name of Object.keys(known.options)) expect(text).toContain(`--${name}`);
      expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    },
  );

  test('lists every command', () => {
    for (const { name, summary } of COMMANDS)
      expect(overview(COMMANDS)).toMatch(new RegExp(`${name} +${summary.replace(/[()]/g, '\\$&')}`));
  });
});
