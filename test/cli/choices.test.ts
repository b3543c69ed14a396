import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findColumns } from '../../cli/choose-columns.ts';
import { chooseSplit } from '../../cli/choose-split.ts';
import { exitCodeOf } from '../../cli/exit-code.ts';
import { findRun } from '../../cli/find-run.ts';
import { formatDuration, formatNumber, formatPercent } from '../../cli/format.ts';
import { defaultLibraryPath } from '../../service/library-path.ts';
import { createProgressLine } from '../../cli/progress.ts';
import { APP_ERROR_CODES, type RunSummary } from '../../service/api/index.ts';
import { pendulumConfig } from '../support/library.ts';

describe('columns', () => {
  const names = ['t', 'Q', 'q', 'a,b', '2', 'p', 'Omega'];
  const find = (text: string) => findColumns(text, { names, file: 'f.csv' });

  test.each([
    ['by name as written', 'Q', [1]],
    ['by name in another case', 'omega', [6]],
    ['by number from 1', '3', [2]],
    ['by name rather than by number', '2', [4]],
    ['several, blanks allowed', 'q, 6', [2, 5]],
    ['with a comma in the name', 'a,b', [3]],
  ])('are found %s', (_, text, columns) => {
    expect(find(text)).toEqual(columns);
  });

  test.each(['omegga', '0', '8', '', 't;q'])('%j is refused', (q) => {
    expect(() => find(q)).toThrow(
      expect.objectContaining({ code: 'missing-column', context: { file: 'f.csv', column: q } }),
    );
  });

  test('a missing one is named with the nearest and with all there are', () => {
    expect(() => find('omegga')).toThrow(
      expect.objectContaining({
        message: "f.csv has no column 'omegga'. Did you mean 'Omega'?",
        hint: 'The columns are: 1 t, 2 Q, 3 q, 4 a,b, 5 2, 6 p, 7 Omega.',
      }),
    );
  });
});

describe('what is held out', () => {
  const ids = ['1', '2', '10', 'a,b', '3 (part 1)', '3 (part 2)'];

  test.each([
    [null, { kind: 'fraction', fraction: 0.2 }],
    ['1', { kind: 'trajectories', heldOut: ['1'] }],
    ['1,10', { kind: 'trajectories', heldOut: ['1', '10'] }],
    ['2, 2', { kind: 'trajectories', heldOut: ['2'] }],
    ['a,b', { kind: 'trajectories', heldOut: ['a,b'] }],
    ['3', { kind: 'trajectories', heldOut: ['3 (part 1)', '3 (part 2)'] }],
    ['3 (part 2)', { kind: 'trajectories', heldOut: ['3 (part 2)'] }],
    ['0.25', { kind: 'fraction', fraction: 0.25 }],
    ['25%', { kind: 'fraction', fraction: 0.25 }],
    ['0', { kind: 'fraction', fraction: 0 }],
  ])('%j', (text, split) => {
    expect(chooseSplit(text, ids, 0.2)).toEqual(split);
  });

  test('0.5 means the trajectory 0.5 when there is one', () => {
    expect(chooseSplit('0.5', ['0.5', '1'], 0.2)).toEqual({ kind: 'trajectories', heldOut: ['0.5'] });
  });

  test.each(['4', '1,4', '100%', '-0.1', 'x', '1.5', ''])('%j is refused', (text) => {
    expect(() => chooseSplit(text, ids, 0.2)).toThrow(expect.objectContaining({ code: 'unknown-id' }));
  });
});

describe('a run', () => {
  const summary = (id: string): RunSummary => ({
    ...{ id, status: 'succeeded', name: '', config: pendulumConfig, dataName: '', createdAt: '', finishedAt: null },
    ...{ appVersion: '', fieldError: null, fitMs: null, error: null },
  });
  const runs = ['abcd1111', 'abcd2222', 'ffff0000'].map(summary);

  test.each([
    ['latest', 'abcd1111'],
    ['ffff', 'ffff0000'],
    ['abcd2', 'abcd2222'],
    ['abcd2222', 'abcd2222'],
  ])('is found as %s', (wanted, id) => {
    expect(findRun(runs, wanted).id).toBe(id);
  });

  test.each([
    ['abcd', "2 runs begin with 'abcd'."],
    ['fff', "There is no run 'fff'."],
    ['zzzz', "There is no run 'zzzz'."],
  ])('is not found as %s', (wanted, message) => {
    expect(() => findRun(runs, wanted)).toThrow(expect.objectContaining({ code: 'not-found', message }));
  });

  test('latest of an empty library is refused', () => {
    expect(() => findRun([], 'latest')).toThrow('The library holds no run.');
  });
});

describe('the library lies', () => {
  const home = join('/', 'home', 'noether');

  test.each([
    ['linux', {}, join(home, '.local/share/phasewright/library.phasewright')],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/phasewright/library.phasewright'],
    ['linux', { XDG_DATA_HOME: 'not/absolute' }, join(home, '.local/share/phasewright/library.phasewright')],
    ['darwin', {}, join(home, 'Library/Application Support/Phasewright/library.phasewright')],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Phasewright/library.phasewright'],
    ['linux', { PHASEWRIGHT_LIBRARY: '/tmp/mine.phasewright' }, '/tmp/mine.phasewright'],
  ] as const)('on %s with %j', (platform, env, path) => {
    expect(defaultLibraryPath({ platform, home, env })).toBe(path);
  });
});

describe('what is printed', () => {
  test.each([
    [0.000123456, '1.23e−4'],
    [-1234.5, '−1230'],
    [1e9, '1e9'],
    [0, '0'],
    [NaN, 'NaN'],
    [-Infinity, '−Infinity'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('ratios are per cent with a thin space, times have units', () => {
    expect([0.01953, 1e-9, 0].map(formatPercent)).toEqual(['1.95\u2009%', '1e−9', '0\u2009%']);
    expect([12.3, 2040].map(formatDuration)).toEqual(['12 ms', '2.04 s']);
  });

  test('progress is one line that is written over on a terminal, and one plain line a phase elsewhere', () => {
    const show = (isTTY: boolean) => {
      const written: string[] = [];
      const line = createProgressLine({ isTTY, write: (text) => written.push(text) });
      line.show({ phase: 'solve', fraction: null });
      line.show({ phase: 'solve', fraction: 0.5 });
      line.end();
      return written;
    };
    expect(show(false)).toEqual(['solving for the last layer\n']);
    expect(show(true)).toEqual([
      '\r\u001b[Ksolving for the last layer',
      '\r\u001b[Ksolving for the last layer 50\u2009%',
      '\r\u001b[K',
    ]);
  });

  test('every error has an exit code', () => {
    expect(new Set(APP_ERROR_CODES.map(exitCodeOf))).toEqual(new Set([2, 3]));
  });
});
