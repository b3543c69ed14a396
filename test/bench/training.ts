import { baselines, trainingPresets } from '../../core/baselines/index.ts';
import { experiments } from '../../core/paper/index.ts';
import { COMPARED_CASES, describeCase, prepareCase } from './cases.ts';
import { compareCase, figuresOf } from './compare.ts';
import { figure } from './comparison-tables.ts';
import { benchCompute } from './our-side.ts';
import type { BenchOptions } from './options.ts';
import { median } from './statistics.ts';
import type { Section } from './table.ts';

/** Steps that are timed; all steps cost the same. */
const TIMED_STEPS = 200;

/** Error of H of our own whole training, measured once with `phasewright paper`; see docs/paper.md. */
const OUR_TRAINED_ERROR = 5.29e-4;

const ENTRY = { ...COMPARED_CASES[0]!, methods: ['a-swim'] };

/** Gradient descent beside A-SWIM on the mass on a spring, in time and error. */
export async function compareTraining({ threads, repeats, log }: BenchOptions): Promise<Section> {
  log(`A-SWIM and ${TIMED_STEPS} steps of Adam`);
  const compute = benchCompute(threads);
  const [sampled] = await compareCase(ENTRY, { compute, peer: null, repeats, numpyRepeats: 0 });
  const seconds = Math.min(...figuresOf(sampled!, 'ours', 'seconds'));
  const error = median(figuresOf(sampled!, 'ours', 'energyError'));
  const { training } = trainingPresets.get('blog');
  const stepSeconds = timeStep(repeats);
  const trainedSeconds = stepSeconds * training.steps;
  const published = experiments.get('mass-spring').published.find(({ method }) => method === 'adam-hnn')!.error;
  const where = describeCase(ENTRY);
  const common = { bound: 'at least', aim: null, unit: '', where } as const;
  return {
    tables: [
      {
        title: 'Gradient descent beside A-SWIM',
        head: ['method', 'time, s', 'error of H'],
        rows: [
          ['A-SWIM', figure(seconds), figure(error)],
          [`Adam, ${training.steps} steps`, figure(trainedSeconds), figure(OUR_TRAINED_ERROR)],
          ['Adam ÷ A-SWIM', figure(trainedSeconds / seconds), figure(OUR_TRAINED_ERROR / error)],
        ],
        note:
          `${where}. Time of Adam: ${TIMED_STEPS} steps measured, ${figure(1000 * stepSeconds)} ms each in the fastest of the repeats, times ${training.steps}; one thread. ` +
          `Its error is that of one whole training with our own implementation (docs/paper.md); published: ${figure(published)}.`,
      },
    ],
    targets: [
      { ...common, quantity: 'Adam ÷ A-SWIM, time', must: 500, measured: trainedSeconds / seconds },
      { ...common, quantity: 'Adam ÷ A-SWIM, error of H', must: 1e6, measured: OUR_TRAINED_ERROR / error },
    ],
    data: { sampled, stepSeconds, trainedError: OUR_TRAINED_ERROR, published },
  };
}

/** Seconds per step of the published training, in the fastest of the repeats. */
function timeStep(repeats: number): number {
  const { samples, anchor, box, solver } = prepareCase(ENTRY, 1, 0);
  const { training } = trainingPresets.get('blog');
  const times = Array.from({ length: repeats }, (_, i) => {
    const start = performance.now();
    baselines.get('adam-hnn').fit({
      ...{ samples, anchor, box, solver, width: ENTRY.width, seed: i + 1 },
      training: { ...training, steps: TIMED_STEPS },
      report: () => undefined,
      now: () => performance.now(),
    });
    return (performance.now() - start) / 1000 / TIMED_STEPS;
  });
  return Math.min(...times);
}
