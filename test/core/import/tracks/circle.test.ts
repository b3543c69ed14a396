import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importTables, previewTable } from '../../../../core/import/index.ts';
import { createRandom } from '../../../../core/random.ts';
import { sharedDataPath, testWithSharedData } from '../../../support/shared-data.ts';
import { importText, table, withRoles } from './tables.ts';

type Point = readonly [x: number, y: number];

/** What is said of circles about 200 points in time, each with noise of one thousandth. */
function said(point: (t: number) => Point): readonly string[] {
  const random = createRandom(1, 'noise');
  const lines = Array.from({ length: 200 }, (_, i) => {
    const [x, y] = point(0.1 * i);
    return [0.1 * i, x + 1e-3 * random.normal(), y + 1e-3 * random.normal()].join(',');
  });
  const { report } = importText(
    table(lines, 't,x,y'),
    withRoles({ q: [1, 2], p: [], dq: [], dp: [] }, { masses: [1, 1] }),
  );
  return report.warnings.flatMap(({ code, message }) => (code === 'positions-on-circle' ? [message] : []));
}

/** A pendulum of length 2 that hangs at (1, 3), at an angle. */
const hanging = (angle: number): Point => [1 + 2 * Math.sin(angle), 3 - 2 * Math.cos(angle)];

describe('two positions', () => {
  test('on a circle are said to be one coordinate', () => {
    expect(said((t) => hanging(0.6 * Math.sin(t)))).toEqual([
      expect.stringMatching(
        /^'x' and 'y' lie on a circle of radius (2|2\.0\d|1\.99) about \((1|1\.0\d|0\.99\d), (3|3\.0\d|2\.99)\)/,
      ),
    ]);
    expect(said((t) => hanging(3 * t))).toHaveLength(1);
  });

  test('on a short arc are on a circle about the origin where that is nearly as good', () => {
    // The sagitta of 0.02 is noisy, and the best circle has its centre somewhere else.
    const angle = (t: number) => 0.2 * Math.sin(t);
    const [words] = said((t) => [Math.sin(angle(t)), -Math.cos(angle(t))]);
    expect(words).toMatch(/ of radius (1|0\.999) about \(0, 0\)\./);
  });

  test('on a straight line, on an ellipse, in an area or at rest are not', () => {
    expect(said((t) => [Math.sin(t), 0.5 * Math.sin(t)])).toEqual([]);
    expect(said((t) => [Math.sin(t), 0.7 * Math.cos(t)])).toEqual([]);
    expect(said((t) => [Math.sin(t), Math.cos(1.6 * t)])).toEqual([]);
    expect(said(() => [1, 2])).toEqual([]);
    // A straight line that bends by a hundredth of its length.
    expect(said((t) => [Math.sin(t), 0.02 * Math.sin(t) ** 2])).toEqual([]);
  });
});

testWithSharedData('a string pendulum that hangs from the origin of a video is recognised', () => {
  const name = '8055.txt';
  const bytes = new Uint8Array(readFileSync(sharedDataPath(`real/tracker-string-pendulum/${name}`)));
  const { report } = importTables([{ name, bytes }], previewTable({ name, bytes }, null).proposal);
  const messages = report.warnings.map(({ message }) => message);
  expect(messages).toContainEqual(
    expect.stringMatching(/^'x' and 'y' lie on a circle of radius 0\.492 about \(0, 0\)/),
  );
});
