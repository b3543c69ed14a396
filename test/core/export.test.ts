import { describe, expect, test } from 'vitest';
import { runExperiment } from '../../core/experiment/index.ts';
import type { RunConfig } from '../../core/experiment/index.ts';
import { modelExportFormats, readModelJson } from '../../core/export/index.ts';
import type { ExportInput } from '../../core/export/index.ts';
import type { TrainedModel } from '../../core/network/trained-model.ts';
import { DEFAULT_RIDGE } from '../../core/solvers/index.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';

const config: RunConfig = {
  data: {
    kind: 'system',
    systemId: 'pendulum',
    params: defaultParams(systems.get('pendulum')),
    samples: 60,
    testSamples: 20,
  },
  method: 'u-swim',
  width: 15,
  seed: 5,
  split: { kind: 'fraction', fraction: 0 },
  solver: { id: 'ridge-qr', ridge: DEFAULT_RIDGE },
  integrator: 'stormer-verlet',
  horizon: 5,
  tolerance: null,
};
const result = runExperiment({ config, dataset: null }, { report: () => undefined, now: () => 0 });
const input: ExportInput = {
  result,
  config,
  provenance: {
    appVersion: '0.1.0',
    runId: 'r1',
    dataName: 'Pendulum',
    dataHash: 'abc',
    createdAt: '2026-01-02T03:04:05Z',
  },
};
const text = modelExportFormats.get('json').write(input);

/** The file with one place changed. */
function changed(change: (root: Record<string, object>) => void): string {
  const root = JSON.parse(text) as Record<string, object>;
  change(root);
  return JSON.stringify(root);
}

describe.each(modelExportFormats.all.map((format) => [format.id, format] as const))('format %s', (_id, format) => {
  test('writes the same bytes for the same input', () => {
    expect(format.write(input)).toBe(format.write(structuredClone(input)));
  });
});

describe('the model file', () => {
  test('is read back bit for bit and passes its own test exactly', () => {
    const read = readModelJson(text);
    expect(read.model).toEqual(result.model);
    expect(read.anchor).toEqual(result.anchor);
    expect(read.box).toEqual(result.box);
    expect(read.labels).toEqual(result.labels);
    expect(read.selfTest.length).toBe(8);
    expect(read.selfTestDeviation).toBe(0);
  });

  test('evaluated by the formula in the file alone, gives the self-test values', () => {
    const file = JSON.parse(text) as {
      model: { weights: number[][]; biases: number[]; coefficients: number[]; constant: number };
      selfTest: { x: number[]; energy: number; gradient: number[] }[];
    };
    const { weights, biases, coefficients, constant } = file.model;
    const rounding = 1e-14 * coefficients.reduce((sum, c) => sum + Math.abs(c), 0);
    for (const { x, energy, gradient } of file.selfTest) {
      const z = weights.map((w, j) => w[0]! * x[0]! + w[1]! * x[1]! + biases[j]!);
      const value = z.reduce((sum, zj, j) => sum + coefficients[j]! * Math.tanh(zj), constant);
      const slope = [0, 1].map((k) =>
        z.reduce((sum, zj, j) => sum + coefficients[j]! * (1 - Math.tanh(zj) ** 2) * weights[j]![k]!, 0),
      );
      expect(Math.abs(value - energy)).toBeLessThan(rounding);
      expect(Math.abs(slope[0]! - gradient[0]!)).toBeLessThan(rounding);
      expect(Math.abs(slope[1]! - gradient[1]!)).toBeLessThan(rounding);
    }
  });

  test('says where it came from', () => {
    expect(JSON.parse(text)).toMatchObject({ provenance: input.provenance, fit: { config, split: result.split } });
  });

  test.each<[string, string, RegExp]>([
    ['no JSON', '{"format": ', /no JSON/],
    ['a list', '[]', /'the file' must be an object/],
    ['another format', '{"format": "other"}', /no model file/],
    ['a newer version', changed((root) => Object.assign(root, { version: 99 })), /version 99.*reads versions up to 3/],
    [
      'a missing part',
      changed((root) => Object.assign(root, { model: undefined })),
      /'model' must be an object, but is nothing/,
    ],
    [
      'a text among the numbers',
      changed((root) => Object.assign(root['model']!, { constant: 'x' })),
      /'model.constant' must be a number, but is "x"/,
    ],
    [
      'a short list',
      changed((root) => Object.assign(root['model']!, { biases: [1] })),
      /'model.biases' has 1 entries instead of 15/,
    ],
    ['a changed number', changed((root) => Object.assign(root['model']!, { constant: 7 })), /fails its own test/],
    [
      'half a degree of freedom',
      changed((root) => Object.assign(root, { dof: 0.5 })),
      /'dof' must be a whole number from 1/,
    ],
  ])('%s is refused with the place', (_what, bad, message) => {
    expect(() => readModelJson(bad)).toThrow(message);
  });
});

describe.each([
  ['network-hamiltonian', [2, 4, 3, 1]],
  ['network-field', [2, 5, 2]],
] as const)('the model file of a %s', (kind, sizes) => {
  const count = sizes.slice(1).reduce((sum, units, layer) => sum + units * (sizes[layer]! + 1), 0);
  const parameters = Float64Array.from({ length: count }, (_, i) => Math.sin(7 * i) / 3);
  const model: TrainedModel = { kind, dof: 1, network: { activation: 'softplus', sizes, parameters } };
  const file = modelExportFormats.get('json').write({ ...input, result: { ...result, model, diagnostics: null } });

  test('is read back bit for bit and passes its own test exactly', () => {
    const read = readModelJson(file);
    expect(read.model).toEqual(model);
    expect(read.selfTestDeviation).toBe(0);
    expect(read.selfTest.every(({ energy }) => (energy === null) === (kind === 'network-field'))).toBe(true);
  });

  test('fails its own test when one weight was changed', () => {
    const root = JSON.parse(file) as { model: { layers: { weights: number[][] }[] } };
    root.model.layers[0]!.weights[1]![0]! += 1e-6;
    expect(() => readModelJson(JSON.stringify(root))).toThrow(/fails its own test/);
  });

  test('is refused with the place when a layer does not fit the one before', () => {
    const root = JSON.parse(file) as { model: { layers: { weights: number[][] }[] } };
    root.model.layers[1]!.weights[0]!.pop();
    expect(() => readModelJson(JSON.stringify(root))).toThrow(/model\.layers\[1\]\.weights\[0\]/);
  });
});

test('a model file of version 1, which had no kind, is read', () => {
  const root = JSON.parse(text) as { version: number; model: { kind?: string } };
  root.version = 1;
  delete root.model.kind;
  expect(readModelJson(JSON.stringify(root)).model).toEqual(result.model);
});
