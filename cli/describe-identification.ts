import type {
  Estimate,
  ForceEstimate,
  Grade,
  GradedVerdict,
  IdentificationReport,
} from '../core/identification/report.ts';
import type { LossHistory } from '../core/baselines/baseline.ts';
import type { ImportReport } from '../core/import/import-report.ts';
import { formatNumber } from '../service/measured.ts';
import type { RunDetail } from '../service/api/index.ts';
import { describeRun, percent, type Section } from './format.ts';

const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  good: 'good',
  fair: 'fair',
  poor: 'poor',
  none: 'nothing is claimed',
};

/** Units of what was measured, as far as they are known: '' otherwise. */
interface Units {
  readonly time: string;
  readonly of: (channel: string) => string;
}

/**
 * A run with what is known about it, as a block of labelled lines.
 * @param lossHistory null for a method that is solved   @param data report of the import, for units; null when unknown
 */
export function describeResult(run: RunDetail, lossHistory: LossHistory | null, data: ImportReport | null): string {
  const { identification, notes } = run;
  const more = identification === null ? [] : describeIdentification(identification, unitsOf(data), notes);
  return describeRun(run, lossHistory, more);
}

function unitsOf(data: ImportReport | null): Units {
  return {
    time: data?.timeUnit ?? '',
    of: (channel) => data?.columns.find(({ name, role }) => name === channel && role !== 'ignore')?.toUnit ?? '',
  };
}

/** What an identification from measured motion says about itself; the rest is in the JSON. @param said sentences that are told elsewhere */
export function describeIdentification(
  report: IdentificationReport,
  units: Units,
  said: readonly string[] = [],
): readonly Section[] {
  const { verdicts, misfit, identifiability, decisions } = report;
  const causes = misfit.causes.length === 0 ? '' : `; perhaps ${misfit.causes.join('; ')}`;
  return [
    [
      'Verdicts',
      [...describeVerdict('forecasts', verdicts.forecast), ...describeVerdict('H itself', verdicts.identifiability)],
    ],
    ['Settings', describeSettings(report, units)],
    ['Forces', report.forces.map((force) => describeForce(force, report, units))],
    ['Tests', decisions.map(({ sentence }) => sentence).filter((sentence) => !said.includes(sentence))],
    ['Misfit', [`${formatNumber(misfit.value)} times the variance of the noise (1 when the model is right)${causes}`]],
    ['Forecast', describeForecast(report, units)],
    ['Physics', report.physics.flatMap((axis) => describeAxis(axis, report, units))],
    ['Card', identifiability.map(({ kind, words }) => `${kind}: ${words}`)],
  ];
}

/** The grade and the first sentence, below them the others. */
function describeVerdict(what: string, { grade, sentence }: GradedVerdict): string[] {
  const [first, ...others] = sentence.split(/(?<=\.)\s+(?=[A-Z])/);
  return [`${what}: ${GRADE_WORDS[grade]}. ${first!}`, ...others.map((other) => `  ${other}`)];
}

function describeSettings({ knobs, channels, noiseShare, period }: IdentificationReport, units: Units): string[] {
  const lines = knobs.map(({ id, values, isGiven, words }) => {
    const [value] = values;
    const text = (): string => {
      if (value === undefined) return words;
      switch (id) {
        case 'noise':
          return values
            .map((level, k) => {
              const channel = channels[k]!;
              return `${channel} ${withUnit(formatNumber(level), units.of(channel))} (${percent(noiseShare[k]!)} of its spread)`;
            })
            .join(', ');
        case 'smoothing':
          return `± ${withUnit(formatNumber(value), units.time)} (${periods(value / period)})`;
        case 'window':
          return `${periods(value)} (${withUnit(formatNumber(value * period), units.time)})`;
        case 'roughness':
        case 'friction':
          return words;
      }
    };
    return { id, line: `${id}: ${text()}${isGiven ? ' (given)' : ''}` };
  });
  const noise = lines.filter(({ id }) => id === 'noise');
  const others = lines.filter(({ id }) => id !== 'noise');
  return [...noise.map(({ line }) => line), others.map(({ line }) => line).join('; ')];
}

function describeForce(force: ForceEstimate, { channels }: IdentificationReport, { time }: Units): string {
  const of = channels[force.axis]!;
  const [what, unit] =
    force.kind === 'viscous'
      ? [`γ of ${of}`, time === '' ? '' : `1/${time}`]
      : [force.kind === 'quadratic' ? `c of ${of}, ${force.label}` : `${force.label} of ${of}`, ''];
  return `${what}: ${withUnit(describeEstimate(force), unit)}`;
}

function describeForecast({ trust }: IdentificationReport, { time }: Units): string[] {
  const { horizon } = trust;
  const models = [{ label: 'this model', ...trust.holdOut }, ...trust.rivals];
  return [
    ...models.map(
      ({ label, afterOnePeriod, afterThreePeriods }) =>
        `${label}: off by ${share(afterOnePeriod)} of the spread of q over one period, ${share(afterThreePeriods)} over three`,
    ),
    ...(horizon === null
      ? []
      : [
          `horizon: ${horizon.isLowerBound ? 'at least ' : ''}${withUnit(formatNumber(horizon.time), time)} (${periods(horizon.periods)}) until the 90\u2009% band of q is wider than ${formatNumber(horizon.tolerance)}`,
        ]),
    ...trust.calibration
      .filter(({ nominal }) => nominal === 0.9)
      .map(
        ({ observed }) =>
          `bands of 90\u2009% hold ${percent(observed)} of the ${trust.isCalibratedOnHeldOut ? 'held-out' : 'learned'} values`,
      ),
  ];
}

/** One line for each degree of freedom that shows anything. */
function describeAxis(
  { axis, equilibrium, smallPeriod, sine, line, mass }: IdentificationReport['physics'][number],
  { channels }: IdentificationReport,
  { time, of }: Units,
): string[] {
  const name = channels[axis]!;
  const facts: readonly (readonly [words: string, estimate: Estimate | null, unit: string])[] = [
    ['equilibrium', equilibrium, of(name)],
    ['period of small swings', smallPeriod, time],
    ['force K sin(q − q₀), K', sine?.stiffness ?? null, ''],
    ['force k (q − q₀), k', sine === null ? (line?.stiffness ?? null) : null, ''],
    ['mass, p against q̇', mass, ''],
  ];
  const words = facts.flatMap(([what, estimate, unit]) =>
    estimate === null ? [] : [`${what} = ${withUnit(describeEstimate(estimate), unit)}`],
  );
  return words.length === 0 ? [] : [`${name}: ${words.join('; ')}`];
}

/** A value to the digit of its error, which has one, or two when the first is 1. */
export function describeEstimate({ value, error }: Estimate): string {
  if (error === null || !(error > 0)) return formatNumber(value);
  const place = Math.floor(Math.log10(error));
  const decimals = error < 2 * 10 ** place ? 1 - place : -place;
  const isPlain = decimals <= 6 && Math.abs(value) < 1e5 && error < 1e5;
  if (!isPlain) return `${formatNumber(value)} ± ${formatNumber(error, 1)}`;
  const unit = 10 ** -decimals;
  const text = (number: number) =>
    (decimals > 0 ? number.toFixed(decimals) : String(Math.round(number / unit) * unit)).replace('-', '−');
  return `${text(value)} ± ${text(error)}`;
}

function withUnit(text: string, unit: string): string {
  if (unit === '') return text;
  return `${text.includes(' ± ') ? `(${text})` : text} ${unit}`;
}

function periods(count: number): string {
  const text = formatNumber(count);
  return `${text} ${text === '1' ? 'period' : 'periods'}`;
}

function share(value: number | null): string {
  return value === null ? 'an unknown part' : percent(value);
}
