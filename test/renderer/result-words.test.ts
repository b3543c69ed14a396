import { describe, expect, it } from 'vitest';
import { compareMotion } from '../../core/experiment/compare-motions.ts';
import { rk4 } from '../../core/integrators/rk4.ts';
import { figuresOf } from '../../renderer/format/figures.ts';
import { motionClause } from '../../renderer/format/motion.ts';
import { THIN } from '../../renderer/format/numbers.ts';
import { trainingClause } from '../../renderer/format/training.ts';
import { firstSentence, phasesOf } from '../../renderer/format/words.ts';
import type { ComparedTrajectory, Metric } from '../../renderer/state/contract-types.ts';

const seen = (text: string): string => text.replaceAll(THIN, '_');

describe('the figures under a verdict', () => {
  const metric = (name: Metric['name'], split: Metric['split'], value: number): Metric => ({
    ...{ name, split, value },
    detail: 'how',
  });
  const linesOf = (metrics: readonly Metric[]) =>
    figuresOf(metrics).map(({ label, value }) => seen(`${label} ${value}`));

  it('name the error of H beside that of the field, held-out points first', () => {
    const metrics = [
      metric('vector-field-error', 'train', 0.01),
      metric('hamiltonian-error', 'train', 0.03),
      metric('vector-field-error', 'held-out', 0.02),
      metric('hamiltonian-error', 'held-out', 0.04),
      metric('corrected-hamiltonian-error', 'held-out', 0.005),
    ];
    expect(linesOf(metrics)).toEqual([
      'error of the field, held out 2.0_%',
      'error of H, held out 4.0_%',
      'corrected error of H, held out 0.50_%',
    ]);
    expect(linesOf(metrics.slice(0, 1))).toEqual(['error of the field, training 1.0_%']);
  });

  it('give the valid time in Lyapunov times when the motion is chaotic', () => {
    const valid = metric('valid-prediction-time', 'held-out', 6.4);
    expect(linesOf([valid, metric('lyapunov-time', 'model', 3.05)])).toEqual([
      'valid prediction 6.40 = 2.1 Lyapunov times',
    ]);
    expect(linesOf([valid])).toEqual([]);
  });

  it('show how the true energy drifts along the long motion, not along the compared ones', () => {
    const drifts = [metric('true-energy-drift', 'held-out', 0.5), metric('true-energy-drift', 'model', 0.12)];
    expect(linesOf(drifts)).toEqual(['drift of the true energy 12.0_%']);
  });
});

describe('the clause of a motion', () => {
  const trajectory: ComparedTrajectory = {
    ...{ id: 'r', split: 'held-out', isMeasured: false, validTime: 4 },
    times: Float64Array.of(1, 3, 5),
    reference: new Float64Array(6),
    predicted: new Float64Array(6),
    referenceEnergy: new Float64Array(3),
    predictedEnergy: new Float64Array(3),
  };
  const note = "The prediction of 'r' runs out of ten times the region of the data after 4 and is shown until then.";

  it('says that a prediction holds only when it was followed to the end', () => {
    expect(motionClause(trajectory, [])).toBe('prediction holds as far as it is drawn');
    expect(motionClause(trajectory, [note])).toBe('the prediction ran away after 4.00 and is drawn until then');
    expect(motionClause(trajectory, [note.replace("'r'", "'s'")])).toBe('prediction holds as far as it is drawn');
  });

  it('recognises the note of a run whose prediction leaves ten boxes', () => {
    // q̇ = 1 from 0 leaves q ≤ 1.5 after the row at 1; p stays.
    const drift = {
      ...{ dof: 1, isSeparable: true, gradientRounding: 0 },
      gradient: (_x: Float64Array, out: Float64Array) => {
        out.set([0, 1]);
      },
    };
    const limits = [[-1, 1.5] as const, [-1, 1] as const];
    const settings = { limits, integrator: rk4, pace: 1, tolerance: 5, isDefaultTolerance: false };
    const times = Float64Array.of(0, 1, 2);
    const reference = { id: 'r', split: 'held-out', isMeasured: true, times, states: new Float64Array(6) } as const;
    const notes: string[] = [];
    const { compared } = compareMotion(
      { dof: 1, flow: drift, conservative: drift, driven: null, learned: null, truth: null, ...settings },
      reference,
      notes,
    );
    expect(motionClause(compared!, notes)).toBe('the prediction ran away after 1.00 and is drawn until then');
  });

  it('says when a prediction was lost, and when it ran away after that', () => {
    const lost = { ...trajectory, validTime: 2 };
    expect(motionClause(lost, [])).toBe('dashed: prediction lost after 2.00');
    expect(motionClause(lost, [note])).toBe(
      'dashed: prediction lost after 2.00; it ran away after 4.00 and is drawn until then',
    );
    expect(motionClause(undefined, [])).toBe('nothing could be predicted');
  });
});

describe('a training', () => {
  const history = {
    steps: Float64Array.of(2500, 5000),
    seconds: Float64Array.of(6, 12),
    train: Float64Array.of(1, 0.1),
    validation: new Float64Array(),
    stepsDone: 5000,
  };

  it.each([
    ['all-steps', '5000 steps in 12_s, all steps done'],
    ['no-improvement', '5000 steps in 12_s, ended when the validation loss no longer improved'],
    ['time-budget', '5000 steps in 12_s, ended by the time budget'],
  ] as const)('that ended with %s is told as “%s”', (end, text) => {
    expect(seen(trainingClause({ ...history, end }))).toBe(text);
  });

  it('goes through other phases than a solve', () => {
    const solved = { needs: null, isTrained: false, isForMeasurements: false };
    expect(phasesOf({ ...solved, isTrained: true })).toEqual(['prepare', 'train', 'evaluate', 'predict']);
    expect(phasesOf(solved)).toEqual(['prepare', 'sample', 'solve', 'evaluate', 'predict']);
    expect(phasesOf({ ...solved, needs: 'approximate-values' })).toContain('approximate-fit');
    expect(phasesOf({ ...solved, isForMeasurements: true }).at(-1)).toBe('assess');
  });
});

describe('a verdict', () => {
  it('is cut after its first sentence, which decimal points do not end', () => {
    expect(firstSentence('Off by 2.1 % of q. The noise alone is 1 %. So be it.')).toEqual([
      'Off by 2.1 % of q.',
      'The noise alone is 1 %. So be it.',
    ]);
    expect(firstSentence('One sentence of 0.5.')).toEqual(['One sentence of 0.5.', '']);
  });
});
