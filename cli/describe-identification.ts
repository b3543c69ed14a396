import type { Estimate, ForceEstimate, Grade, IdentificationReport, KnobId } from '../core/identification/report.ts';
import type { LossHistory } from '../core/baselines/baseline.ts';
import type { RunDetail } from '../service/api/index.ts';
import { describeRun, formatNumber, formatPercent, labelled } from './format.ts';

const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  good: 'good',
  fair: 'fair',
  poor: 'poor',
  none: 'nothing is claimed',
};

const KNOB_WORDS: Readonly<Record<KnobId, string>> = {
  noise: 'noise',
  smoothing: 'smoothing',
  window: 'window',
  roughness: 'roughness',
  friction: 'friction',
};

/** A run with everything that is known about it, as a block of labelled lines. @param lossHistory null for a method that is solved */
export function describeResult(run: RunDetail, lossHistory: LossHistory | null): string {
  const parts = [describeRun(run, lossHistory)];
  if (run.identification !== null) parts.push(describeIdentification(run.identification));
  return parts.join('\n');
}

/** What an identification from measured motion says about itself, as labelled lines. */
export function describeIdentification(report: IdentificationReport): string {
  const { verdicts, knobs, misfit, identifiability } = report;
  const sections: [label: string, lines: readonly string[]][] = [
    [
      'Verdicts',
      [
        `forecasts: ${GRADE_WORDS[verdicts.forecast.grade]}. ${verdicts.forecast.sentence}`,
        `H itself: ${GRADE_WORDS[verdicts.identifiability.grade]}. ${verdicts.identifiability.sentence}`,
      ],
    ],
    [
      'Settings',
      knobs.map(
        ({ id, words, isGiven, reason }) => `${KNOB_WORDS[id]}: ${words}${isGiven ? ' (given)' : ''}. ${reason}`,
      ),
    ],
    ['Forces', report.forces.map(describeForce)],
    [
      'Misfit',
      [`${formatNumber(misfit.value)} of the noise that was found (1 when the model is right)`, ...misfit.causes],
    ],
    ['Forecast', describeForecast(report)],
    ['Physics', report.physics.flatMap((axis) => describeAxis(axis, report))],
    ['Card', identifiability.map(({ kind, words }) => `${kind}: ${words}`)],
  ];
  return sections.flatMap(([label, lines]) => labelled(label, lines)).join('\n');
}

function describeForce({ label, value, error, z }: ForceEstimate): string {
  return `${label}: ${formatNumber(value)} ± ${formatNumber(error, 2)}, ${formatNumber(z, 2)} standard deviations from 0`;
}

function describeForecast({ trust }: IdentificationReport): string[] {
  const models = [{ label: 'this model', ...trust.holdOut }, ...trust.rivals];
  const { horizon } = trust;
  return [
    ...models.map(
      ({ label, afterOnePeriod, afterThreePeriods }) =>
        `${label}: off by ${share(afterOnePeriod)} of the spread of q over one period, ${share(afterThreePeriods)} over three`,
    ),
    ...(horizon === null
      ? []
      : [
          `horizon: ${horizon.isLowerBound ? 'at least ' : ''}${formatNumber(horizon.time)} (${formatNumber(horizon.periods)} periods) until the 90\u2009% band of q is wider than ${formatNumber(horizon.tolerance)}`,
        ]),
    ...trust.calibration
      .filter(({ nominal }) => nominal === 0.9)
      .map(
        ({ observed }) =>
          `bands of 90\u2009% hold ${formatPercent(observed)} of the ${trust.isCalibratedOnHeldOut ? 'held-out' : 'learned'} values`,
      ),
  ];
}

function share(value: number | null): string {
  return value === null ? 'an unknown part' : formatPercent(value);
}

function describeAxis(
  { axis, equilibrium, smallPeriod, sine, line, mass }: IdentificationReport['physics'][number],
  { channels }: IdentificationReport,
): string[] {
  const name = channels[axis]!;
  const facts: readonly (readonly [words: string, estimate: Estimate | null])[] = [
    ['equilibrium', equilibrium],
    ['period of small swings', smallPeriod],
    ['force K sin(q − q₀), K', sine?.stiffness ?? null],
    ['force k (q − q₀), k', sine === null ? (line?.stiffness ?? null) : null],
    ['mass, p against q̇', mass],
  ];
  return facts.flatMap(([words, estimate]) =>
    estimate === null ? [] : [`${name}: ${words} = ${describeEstimate(estimate)}`],
  );
}

function describeEstimate({ value, error }: Estimate): string {
  return error === null ? formatNumber(value) : `${formatNumber(value, 4)} ± ${formatNumber(error, 2)}`;
}
