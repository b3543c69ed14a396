import { baselines, trainingPresets } from '../../core/baselines/index.ts';
import { experiments } from '../../core/paper/index.ts';
import { COMPARED_CASES, describeCase, prepareCase } from './cases.ts';
import type { BenchData } from './cases.ts';
import { compareFit } from './compare.ts';
import type { ComparedRun } from './compare.ts';
import { figure } from './comparison-tables.ts';
import { withThreads } from './our-side.ts';
import type { BenchOptions } from './options.ts';
import { median } from './statistics.ts';
import type { Section } from './table.ts';

/** Steps that are timed; all steps cost the same. */
const TIMED_STEPS = 200;

/** Error of H of our own whole training, measured once with `phasewright paper`; see docs/paper.md. */
const OUR_TRAINED_ERROR = 5.29e-4;

/** The mass on a spring. */
const ENTRY = COMPARED_CASES[0]!;
const METHOD = 'a-swim';

/** Gradient descent beside A-SWIM on the mass on a spring, in time and error. */
export async function compareTraining({ threads, repeats, log }: BenchOptions): Promise<Section> {
  log(`A-SWIM and ${TIMED_STEPS} steps of Adam`);
  const steps: number[] = [];
  const runs: ComparedRun[] = [];
  await withThreads({ threads }, async (team) => {
    for (let seed = 1; seed <= repeats; seed++) {
      const data = prepareCase(ENTRY, seed);
      runs.push(await compareFit(data, { method: METHOD, width: ENTRY.width, seed }, team, null));
      steps.push(timeStep(data, seed));
    }
  });
  const seconds = Math.min(...runs.map(({ ours }) => ours.seconds));
  const error = median(runs.map(({ ours }) => ours.energyError));
  const { training } = trainingPresets.get('blog');
  const stepSeconds = Math.min(...steps);
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
    data: { runs, steps, trainedError: OUR_TRAINED_ERROR, published },
  };
}

/** Seconds per step of the published training. */
function timeStep({ samples, anchor, box, solver }: BenchData, seed: number): number {
  const { training } = trainingPresets.get('blog');
  const start = performance.now();
  baselines.get('adam-hnn').fit({
    ...{ samples, anchor, box, solver, width: ENTRY.width, seed },
    training: { ...training, steps: TIMED_STEPS },
    report: () => undefined,
    now: () => performance.now(),
  });
  return (performance.now() - start) / 1000 / TIMED_STEPS;
}
