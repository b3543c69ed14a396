/** Real temporary folders and plain examples of what a library holds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Dataset } from '../../core/datasets/dataset.ts';
import type { RunOutcome } from '../../service/jobs/messages.ts';
import type { NewRun } from '../../service/store/run-store.ts';
import { pendulumConfig } from './example-config.ts';

export { pendulumConfig };

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'phasewright-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Path of a library that does not exist yet. */
export function temporaryLibrary(): string {
  return join(temporaryFolder(), 'library.phasewright');
}

/** What the store is told of a run before it starts. */
export const newRun: NewRun = {
  name: 'U-SWIM, 30 neurons',
  config: pendulumConfig,
  dof: 1,
  dataName: 'Pendulum',
  dataHash: 'abc',
  owner: 'owner-1',
  appVersion: '0.1.0',
};

/** Two short trajectories with numbers that are easy to recognise, a NaN and a minus zero among them. */
export const exampleDataset: Dataset = {
  dof: 1,
  labels: { time: 't', q: ['θ'], p: ['ω'] },
  trajectories: [
    {
      id: 'a',
      times: Float64Array.of(0, 0.1, 0.2),
      states: Float64Array.of(1, 2, 3, 4, 5, 6),
      derivatives: Float64Array.of(NaN, -0, 1e-308, 1 / 3, Infinity, 2),
      fitRange: [1, 3],
    },
    {
      id: 'b',
      times: Float64Array.of(0, 0.5),
      states: Float64Array.of(-1, -2, -3, -4),
      derivatives: Float64Array.of(0.1, 0.2, 0.3, 0.4),
      fitRange: [0, 2],
    },
  ],
};

/** A result of three neurons with every kind of value a result can hold. */
export function exampleOutcome(seriesRows = 4): RunOutcome {
  const ramp = (count: number, start: number) => Float64Array.from({ length: count }, (_, i) => start + i / 7);
  return {
    trainStates: ramp(10, -1),
    result: {
      model: {
        kind: 'sampled-hamiltonian',
        dof: 1,
        width: 3,
        weights: ramp(6, 0.5),
        biases: ramp(3, -2),
        coefficients: Float64Array.of(1e-17, -1e17, 0.1),
        constant: 0.25,
      },
      energyKind: 'learned',
      labels: { time: 't', q: ['q'], p: ['p'] },
      anchor: { state: Float64Array.of(0, 0), value: 0 },
      box: [
        [-1, 1],
        [-2, 2],
      ],
      split: {
        trainSamples: 5,
        heldOutSamples: 0,
        heldOutTrajectories: [],
        description: 'Nothing is held out.',
      },
      metrics: [
        { name: 'vector-field-error', split: 'train', value: 1e-3, detail: '' },
        { name: 'vector-field-error', split: 'held-out', value: 2e-3, detail: '' },
        { name: 'energy-drift', split: 'model', value: NaN, detail: 'over 10 s' },
      ],
      timings: [
        { phase: 'prepare', ms: 100 },
        { phase: 'sample', ms: 1.5 },
        { phase: 'solve', ms: 2 },
        { phase: 'predict', ms: 50 },
      ],
      diagnostics: {
        rows: 11,
        columns: 4,
        rankEstimate: 4,
        conditionEstimate: Infinity,
        residualNorm: 1e-9,
        coefficientNorm: 12,
        regularisation: 0,
        iterations: 3,
        optimality: 0.02,
        parts: [
          { part: 'sketch', ms: 1.25 },
          { part: 'factor', ms: 0.5 },
        ],
      },
      lossHistory: null,
      identification: null,
      compared: [
        {
          id: 'a',
          split: 'train',
          isMeasured: true,
          times: ramp(seriesRows, 0),
          reference: ramp(2 * seriesRows, 1),
          predicted: ramp(2 * seriesRows, 2),
          referenceEnergy: ramp(seriesRows, 3),
          predictedEnergy: ramp(seriesRows, 4),
          validTime: 0.3,
        },
      ],
      energyTest: { integrator: 'stormer-verlet', stepSize: 0.01, times: ramp(5, 0), energy: ramp(5, 9) },
      notes: ['The step was halved.'],
    },
  };
}
