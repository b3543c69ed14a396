import { describe, expect, test } from 'vitest';
import { modelExportFormats, readModelJson } from '../../core/export/index.ts';
import type { ExportInput } from '../../core/export/index.ts';
import type { IdentifiedHamiltonian } from '../../core/network/index.ts';
import { EXAMPLE, oscillator } from './identified-example.ts';

type File = Record<string, Record<string, unknown>> & { selfTest: Record<string, unknown>[] };

const labels = { time: 't', q: ['a', 'b'], p: ['pa', 'pb'], inputs: ['fan', 'motor'] };
// The writer passes split and configuration on unread, so they need not be whole.
const input: ExportInput = {
  result: {
    model: EXAMPLE,
    labels,
    anchor: { state: Float64Array.of(0.1, 0.2, 0.3, 0.4), value: 0 },
    box: [1, 2, 3, 4].map((reach) => [-reach, reach] as const),
    split: { method: 'none', description: '', seed: 1, trainCount: 1, testCount: 0, heldOutTrajectories: [] },
    metrics: [],
    diagnostics: null,
  } as unknown as ExportInput['result'],
  config: { data: { kind: 'dataset', datasetId: 'd' } } as unknown as ExportInput['config'],
  provenance: { appVersion: '1', runId: 'r', dataName: 'd', dataHash: 'h', createdAt: '2026-01-02T03:04:05Z' },
};
const text = modelExportFormats.get('json').write(input);

/** The file with one entry of the model changed. */
function changed(change: (model: Record<string, Record<string, unknown>[]>) => void): string {
  const root = JSON.parse(text) as { model: Record<string, Record<string, unknown>[]> };
  change(root.model);
  return JSON.stringify(root);
}

describe('the model file of an identified Hamiltonian', () => {
  test('is read back bit for bit and passes its own test exactly', () => {
    const read = readModelJson(text);
    expect(read.model).toEqual(EXAMPLE);
    expect(read.labels).toEqual(labels);
    expect(read.selfTestDeviation).toBe(0);
    expect(read.selfTest[0]!.moment?.inputs).toHaveLength(2);
  });

  test('without neurons, with masses and without drive is read back, too', () => {
    const model: IdentifiedHamiltonian = oscillator([{ kind: 'dry', axis: 0, width: 0.01 }], [0.2]);
    const result = { ...input.result, model, labels: { time: 't', q: ['a'], p: ['pa'] } };
    const one = { ...result, anchor: { state: new Float64Array(2), value: 0 }, box: input.result.box.slice(0, 2) };
    const read = readModelJson(modelExportFormats.get('json').write({ ...input, result: one }));
    expect(read.model).toEqual(model);
    expect(read.labels).toEqual(result.labels);
    expect(read.selfTest.some(({ moment }) => moment !== undefined)).toBe(false);
  });

  test.each(Array.from(EXAMPLE.coefficients, (_, k) => k))(
    'fails its own test when coefficient %i was changed',
    (k) => {
      const root = JSON.parse(text) as { model: { coefficients: number[] } };
      root.model.coefficients[k]! += 1e-6;
      expect(() => readModelJson(JSON.stringify(root))).toThrow(/fails its own test/);
    },
  );

  test.each<[string, string, RegExp]>([
    ['an unknown term', changed(({ terms }) => (terms![1]!['kind'] = 'x')), /'model\.terms\[1\]' is of the kind "x"/],
    [
      'an unknown force',
      changed(({ forces }) => (forces![0]!['kind'] = 'x')),
      /'model\.forces\[0\]' is of the kind "x"/,
    ],
    [
      'an unknown input',
      changed(({ inputs }) => (inputs![2]!['kind'] = 'x')),
      /'model\.inputs\[2\]' is of the kind "x"/,
    ],
    [
      'a coordinate that does not exist',
      changed(({ inputs }) => (inputs![0]!['coordinate'] = 4)),
      /'model\.inputs\[0\]\.coordinate' must be a whole number from 0 to 3, but is 4/,
    ],
    [
      'a scale of nothing',
      changed(({ terms }) => (terms![0]!['scale'] = 0)),
      /'model\.terms\[0\]\.scale' must be a number above 0, but is 0/,
    ],
    [
      'friction that sees too little',
      changed(({ forces }) => (forces![3]!['weights'] = [1])),
      /'model\.forces\[3\]\.weights' has 1 entries instead of 5/,
    ],
    [
      'a coefficient too few',
      changed(({ coefficients }) => coefficients!.pop()),
      /'model\.coefficients' has 16 entries instead of 17/,
    ],
  ])('with %s is refused with the place', (_what, bad, message) => {
    expect(() => readModelJson(bad)).toThrow(message);
  });

  test('evaluated by the words of its formulas alone, gives the energy of the self-test', () => {
    const { model, selfTest } = JSON.parse(text) as File;
    const inputs = model!['inputs'] as { kind: string; coordinate: number; centre: number; scale: number }[];
    const [weights, biases, c] = [model!['weights'], model!['biases'], model!['coefficients']] as [
      number[][],
      number[],
      number[],
    ];
    for (const { x, energy } of selfTest as unknown as { x: [number, number, number, number]; energy: number }[]) {
      const z = inputs.map(({ kind, coordinate, centre, scale }) => {
        if (kind === 'cos') return Math.cos(x[coordinate]!);
        return kind === 'sin' ? Math.sin(x[coordinate]!) : (x[coordinate]! - centre) / scale;
      });
      const neurons = biases.map((b, j) => c[j]! * Math.tanh(weights[j]!.reduce((sum, w, i) => sum + w * z[i]!, b)));
      const [q1, q2, p1, p2] = x;
      const terms = [
        (q1 - 0.4) / 1.7,
        ((q1 - 0.2) / 1.5) * ((p2 + 0.3) / 0.6),
        ((p1 - 0.1) / 0.8) ** 2 / 2,
        Math.exp(p1 / 1.3),
        Math.cos(q2 / 0.7),
        Math.sin(q1 / 2),
      ].map((term, k) => c[3 + k]! * term);
      expect([...neurons, ...terms].reduce((sum, value) => sum + value, 0.75)).toBeCloseTo(energy, 12);
    }
  });
});
