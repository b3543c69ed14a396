import { CoreError } from '../../../core/errors.ts';
import type { Dataset } from '../../../core/datasets/index.ts';
import { assess } from '../../../core/identification/assess.ts';
import type { IdentificationInput } from '../../../core/identification/identification.ts';
import { identify } from '../../../core/identification/identify.ts';
import { IDENTIFICATION_DEFAULTS } from '../../../core/identification/options.ts';
import type { IdentificationOptions } from '../../../core/identification/options.ts';
import type { AxisPhysics, Estimate, IdentificationReport } from '../../../core/identification/report.ts';
import type { Section, Table, Target } from '../table.ts';
import { atMost, figures, middle } from './cells.ts';
import type { NoisePart, NoiseTask } from './cells.ts';
import { forecastPopulations } from './populations.ts';
import { DRIVEN_FILES, FOLDS, hasRealData, holdOutEveryThird, readOdeBench, readReal, REAL_SETS } from './real-sets.ts';

const WIDTH = 100;
const SEED = 1;

/** Recordings of real motion beside what the study found, populations, and motions that no H describes. */
export const real: NoisePart = {
  name: 'real',
  measure: (task) => {
    if (!hasRealData()) {
      const note = 'Nothing was measured: there is no folder ../shared/data/real.';
      return { tables: [{ title: 'Real recordings', head: [], rows: [], note }], targets: [], data: null };
    }
    const parts = [recordings(task), forecastPopulations(task), unconvincing(task)];
    return {
      tables: parts.flatMap(({ tables }) => tables),
      targets: parts.flatMap(({ targets }) => targets),
      data: parts.map(({ data }) => data),
    };
  },
};

/** Identifies two thirds of the chunks of a data set and assesses it on the others. */
function assessSet(
  dataset: Dataset,
  options: Partial<IdentificationOptions>,
  fold: (typeof FOLDS)[number],
): IdentificationReport {
  const { train, heldOut } = holdOutEveryThird(dataset, fold);
  const whole = { ...IDENTIFICATION_DEFAULTS, ...options };
  const input: IdentificationInput = { dataset, train, options: whole, width: WIDTH, seed: SEED };
  return assess(identify(input), { input, heldOut, seed: SEED });
}

function recordings({ log }: NoiseTask): Section {
  const found = REAL_SETS.map((set) => {
    const dataset = readReal(set.file, set.until);
    const reports = FOLDS.map((fold) => {
      log(`${set.label}, third ${fold + 1} held out`);
      return assessSet(dataset, set.options, fold);
    });
    return { ...set, reports };
  });
  return {
    tables: [
      {
        title: 'Real recordings: errors of predictions of held-out chunks after 1 P / 3 P, % of the deviation of q',
        head: [
          ...['recording', 'ours', 'folds', 'line', 'cubic', 's²', 'forecast', 'identifiability'],
          'the study found',
        ],
        rows: found.map(({ label, reports, study }) => {
          const [ours, ...rivals] = medianErrors(reports);
          const folds = figures(...reports.map(({ trust }) => inPercent(trust.holdOut.afterThreePeriods)));
          return [
            ...[label, ours!, folds, ...rivals, figures(middle(reports, ({ misfit }) => misfit.value))],
            gradeWords(reports.map(({ verdicts }) => verdicts.forecast.grade)),
            gradeWords(reports.map(({ verdicts }) => verdicts.identifiability.grade)),
            study,
          ];
        }),
        note: 'Of every three chunks of about four periods one is held out, the first, second and third in turn: medians over these three folds, and the error after 3 P of each. Predictions start from a state fitted to the beginning of a stretch and are compared with what was measured, noise included.',
      },
      {
        title: 'Real recordings: physics',
        head: [
          ...['recording', 'K', 'q₀', 'residual of sine', 'of line', 'small period', 'P', 'mass', 'friction', 'noise'],
          'roughness',
        ],
        rows: found.map(({ label, reports }) => [label, ...physicsCells(reports.at(-1)!)]),
        note: '± one error. Of the last fold.',
      },
    ],
    targets: found.flatMap(({ label, promised, reports }): Target[] => {
      if (promised === null) return [];
      const error = middle(reports, ({ trust }) => trust.holdOut.afterThreePeriods);
      const residual = middle(reports, ({ physics }) => physics[0]?.sine?.residual ?? null);
      return [
        atMost('error of held-out predictions after 3 P', promised.holdOut, error, label),
        atMost('residual of the force about a sine', promised.sine, residual, label),
      ];
    }),
    data: found,
  };
}

/** `after 1 P / after 3 P` of the model and each rival, medians over the folds. */
function medianErrors(reports: readonly IdentificationReport[]): readonly string[] {
  const errors = reports.map(({ trust: { holdOut, rivals } }) => [holdOut, ...rivals]);
  return errors[0]!.map((_, k) =>
    figures(
      inPercent(middle(errors, (entries) => entries[k]!.afterOnePeriod)),
      inPercent(middle(errors, (entries) => entries[k]!.afterThreePeriods)),
    ),
  );
}

/** Each grade of the folds once. */
function gradeWords(grades: readonly string[]): string {
  return [...new Set(grades)].join(' / ');
}

function physicsCells({ physics, period, forces, noise, knobs }: IdentificationReport): readonly string[] {
  const axis: AxisPhysics | undefined = physics[0];
  const [sine, line] = [axis?.sine ?? null, axis?.line ?? null];
  return [
    estimateWords(sine?.stiffness ?? line?.stiffness ?? null),
    estimateWords(sine?.angle ?? axis?.equilibrium ?? null),
    `${figures(inPercent(sine?.residual ?? null))} %`,
    `${figures(inPercent(line?.residual ?? null))} %`,
    estimateWords(axis?.smallPeriod ?? null),
    figures(period),
    estimateWords(axis?.mass ?? null),
    forces
      .map(({ kind, value, error, z }) => `${kind} ${figures(value)} ± ${figures(error)} (z ${figures(z)})`)
      .join(', ') || 'none',
    figures(...noise),
    figures(knobs.find(({ id }) => id === 'roughness')?.values[0] ?? null),
  ];
}

function estimateWords(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${figures(estimate.value)} ± ${figures(estimate.error)}`;
}

function inPercent(share: number | null): number | null {
  return share === null ? null : 100 * share;
}

/** Driven runs, and two systems that are not Hamiltonian: no verdict may be good, unless the friction that was found explains it. */
function unconvincing({ log }: NoiseTask): Section {
  const sets = [
    ...DRIVEN_FILES.map((file) => ({
      label: `encoder, driven: ${file.slice(-9, -4)}`,
      read: () => readReal(file),
      damping: null,
    })),
    // ẍ = −0.18 ẋ + x − x³: an H with viscous friction describes it rightly.
    { label: 'ODEBench 32, damped double well', read: () => readOdeBench(32), damping: 0.18 },
    { label: 'ODEBench 37, van der Pol', read: () => readOdeBench(37), damping: null },
  ];
  const found = sets.map(({ label, read, damping }) => {
    log(label);
    const outcome = assessOrRefuse(read());
    if ('refusal' in outcome) return { label, outcome, isConvincing: false };
    const friction = outcome.report.forces.find(({ kind }) => kind === 'viscous')?.value ?? 0;
    const isRight = damping !== null && Math.abs(friction / damping - 1) < 0.05;
    return { label, outcome, isConvincing: outcome.report.verdicts.forecast.grade === 'good' && !isRight };
  });
  const table: Table = {
    title: 'Motions that no H describes: the verdict must not convince',
    head: ['recording', 'forecast', 's²', 'after 1 P / 3 P, %', 'friction', 'in words'],
    rows: found.map(({ label, outcome }) => {
      if ('refusal' in outcome) return [label, 'refused', '–', '–', '–', outcome.refusal];
      const { verdicts, misfit, trust, forces } = outcome.report;
      const { afterOnePeriod, afterThreePeriods } = trust.holdOut;
      return [
        ...[label, verdicts.forecast.grade, figures(misfit.value)],
        figures(inPercent(afterOnePeriod), inPercent(afterThreePeriods)),
        forces.map(({ kind, value }) => `${kind} ${figures(value)}`).join(', ') || 'none',
        verdicts.forecast.sentence,
      ];
    }),
    note: '',
  };
  const wrong = found.filter(({ isConvincing }) => isConvincing).map(({ label }) => label);
  return {
    tables: [table],
    targets: [atMost('good verdicts on motions that no H describes', 0, wrong.length, wrong.join(', '))],
    data: found,
  };
}

function assessOrRefuse(dataset: Dataset): { readonly report: IdentificationReport } | { readonly refusal: string } {
  try {
    return { report: assessSet(dataset, {}, 2) };
  } catch (error) {
    // A refusal is an honest verdict, too.
    if (error instanceof CoreError) return { refusal: error.message };
    throw error;
  }
}
