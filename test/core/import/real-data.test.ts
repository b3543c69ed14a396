import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { importTables, previewTable } from '../../../core/import/index.ts';
import { sharedDataPath, testWithSharedData } from '../../support/shared-data.ts';
import { REAL_CASES, type Place, type RealCase } from './real-cases.ts';

/** Sets that are no tables, and what the refusal must say. */
const NO_TABLES = [
  ['odebench-subset/odebench_subset.json', /JSON/],
  ['multiarm-single-pendulum/SinglePendulumDataForParameterEstimation.mat', /MATLAB/],
] as const;

const source = (file: string) => ({
  name: file.split('/').at(-1)!,
  bytes: new Uint8Array(readFileSync(sharedDataPath(`real/${file}`))),
});

/** The number at a place of the raw text, cut and read by nothing but the language itself. */
function numberAt(lines: readonly string[], [line, cell]: Place, { at, decimalComma }: RealCase['cut']): number {
  const text = lines[line - 1]!.trim().split(at)[cell]!;
  return Number(decimalComma === true ? text.replace(',', '.') : text);
}

testWithSharedData('every real file is a case', () => {
  const known = [...REAL_CASES.map(({ file }) => file), ...NO_TABLES.map(([file]) => file)];
  const files = readdirSync(sharedDataPath('real'), { recursive: true, encoding: 'utf8' });
  const data = files.filter((file) => file.includes('/') && !file.endsWith('.md'));
  expect([...known].sort()).toEqual([...data].sort());
});

for (const { file, cut, choose, isSinceFirst, ...wanted } of REAL_CASES) {
  testWithSharedData(`${file} becomes trajectories with the numbers and units of the file`, () => {
    const bytes = source(file);
    const preview = previewTable(bytes, null);
    expect(preview.recogniser?.id ?? null).toBe(wanted.recogniser);
    expect(preview.questions).toEqual([]);
    const recipe = choose === undefined ? preview.proposal : choose(preview.proposal);
    const { dataset, report } = importTables([bytes], recipe);

    expect(report.rows).toEqual({ read: wanted.read, kept: wanted.kept, refused: wanted.read - wanted.kept });
    expect(report.trajectories).toHaveLength(wanted.trajectories);
    expect(report.timeUnit).toBe(wanted.timeUnit);
    const unitOf = (role: string) => report.columns.find((column) => column.role === role)?.toUnit;
    expect(wanted.units.map((_, i) => unitOf(`q${i + 1}`))).toEqual(wanted.units);

    const lines = new TextDecoder().decode(bytes.bytes).split(/\r?\n/);
    const trajectories = dataset.trajectories;
    const size = 2 * dataset.dof;
    const [head, tail] = [trajectories[0]!, trajectories.at(-1)!];
    const origin = isSinceFirst === undefined ? 0 : numberAt(lines, wanted.first[0]!, cut);
    const compare = (got: readonly number[], places: readonly (Place | null)[]) => {
      for (const [k, place] of places.entries()) {
        if (place === null) continue;
        const raw = numberAt(lines, place, cut);
        expect(got[k]).toBe(k === 0 && isSinceFirst !== undefined ? (raw - origin) * isSinceFirst.scale : raw);
      }
    };
    compare([head.times[0]!, ...head.states.subarray(0, size)], wanted.first);
    compare([tail.times.at(-1)!, ...tail.states.subarray(-size)], wanted.last);
    for (const { times, states, derivatives } of trajectories) {
      expect([times, states, derivatives].every((values) => values.every(Number.isFinite))).toBe(true);
    }
  });
}

for (const [file, word] of NO_TABLES) {
  testWithSharedData(`${file} is refused by what it is`, () => {
    expect(() => previewTable(source(file), null)).toThrow(word);
  });
}
