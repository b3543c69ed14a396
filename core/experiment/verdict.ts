import { formatNumber, formatRelative } from './format-number.ts';
import { readValidTimeDetail } from './metric-detail.ts';
import type { ReadValidTime } from './metric-detail.ts';
import type { RunConfig } from './run-config.ts';
import type { EnergyKind, Metric, MetricName, MetricSplit, RunIdentification, SplitSummary } from './run-result.ts';
import { oneOrbitAdvice, originCaveats } from './verdict-caveats.ts';

/** What a verdict is made from. */
export interface VerdictInput {
  readonly metrics: readonly Metric[];
  readonly split: SplitSummary;
  /** `learned` for a model with a Hamiltonian; the others are fields without an energy. */
  readonly energyKind: EnergyKind;
  readonly config: Pick<RunConfig, 'data' | 'method' | 'split'>;
  /** What an identification from measured motion says about itself; its own verdicts then speak. */
  readonly identification?: Pick<RunIdentification, 'report'> | null;
}

/** A sentence one could say aloud, and what limits it. */
export interface Verdict {
  readonly fact: string;
  readonly caveat: string;
}

/** From this relative error on the field, or H, counts as not reproduced. */
const USELESS = 0.5;

/**
 * Composes the verdict of a run from its own metrics, never surer than they are: held-out numbers come first, and when there are none
 * the sentence says that it speaks of the data it was fitted to.
 */
export function composeVerdict(input: VerdictInput): Verdict {
  if (input.identification) {
    const { forecast, identifiability } = input.identification.report.verdicts;
    return { fact: forecast.sentence, caveat: identifiability.sentence };
  }
  const { fact, caveats } = input.config.data.kind === 'dataset' ? measuredVerdict(input) : systemVerdict(input);
  return { fact, caveat: [...adviceFor(input), ...caveats].join(' ') };
}

interface Parts {
  readonly fact: string;
  readonly caveats: readonly string[];
}

function measuredVerdict(input: VerdictInput): Parts {
  const { metrics, split, config } = input;
  const hasHeldOut = metrics.some((metric) => metric.split === 'held-out');
  const side = hasHeldOut ? 'held-out' : 'train';
  const motion = validTime(metrics, side) ?? validTime(metrics, 'train');
  const isNewMotion = motion?.split === 'held-out';
  const share = motion?.terms.share ?? null;
  const place = hasHeldOut ? heldOutPlace(input, null) : 'the trajectories it was fitted to';
  const motionPlace = isNewMotion ? heldOutPlace(input, share) : `${ofThe(share)} trajectories it was fitted to`;
  const clause = motionClause(motion, metrics, motionPlace, 'measured');
  // Errors of the field are taken over all trajectories, so their place is said again when not all were predicted.
  const saysPlace = clause === null || share !== null || isNewMotion !== hasHeldOut;
  const caveats = [
    input.energyKind === 'learned'
      ? 'H is known up to a constant; outside the measured region it is extrapolation.'
      : 'The model is a field without a Hamiltonian: it keeps no energy; outside the measured region it is extrapolation.',
  ];
  if (!hasHeldOut) {
    caveats.unshift('Nothing was held out, so this does not say how well new motions are predicted.');
  } else if (config.split.kind === 'points') {
    caveats.unshift('The held-out rows lie between rows that were learned from, so they are not an independent test.');
  } else if (split.heldOutTrajectories.length === 0) {
    caveats.unshift('The held-out part continues the same trajectories, so it is not an independent test.');
  } else if (split.heldOutTrajectories.length === 1) {
    caveats.unshift('One trajectory is a single test.');
  }
  const field = fieldClause(metrics, side, saysPlace ? place : null);
  return { fact: sentence([clause, field], input), caveats };
}

function systemVerdict(input: VerdictInput): Parts {
  const { metrics, energyKind } = input;
  const hasHeldOut = find(metrics, 'vector-field-error', 'held-out') !== undefined;
  const side = hasHeldOut ? 'held-out' : 'train';
  const place = !hasHeldOut
    ? 'the points it was fitted to'
    : isCutFromTrajectories(input)
      ? heldOutPlace(input, null)
      : 'fresh points of the domain';
  const motion = validTime(metrics, 'held-out');
  const fact = sentence(
    [
      energyClause(metrics, side, place) ?? fieldClause(metrics, side, place),
      motionClause(motion, metrics, 'simulated motions', 'true'),
      trueDriftClause(metrics, energyKind),
    ],
    input,
  );
  const caveats = [
    ...(hasHeldOut ? [] : [untestedCaveat(input)]),
    ...(isCutFromTrajectories(input) && input.split.heldOutTrajectories.length === 0
      ? ['The held-out rows belong to the same motions, so they are not an independent test.']
      : []),
    ...originCaveats(input.config.data, energyKind, metrics),
    energyKind === 'learned'
      ? 'Outside the domain H is extrapolation.'
      : 'The model is a field without a Hamiltonian; outside the domain it is extrapolation.',
  ];
  return { fact, caveats };
}

/** Why nothing is said about other points. */
function untestedCaveat({ split }: VerdictInput): string {
  return split.heldOutSamples === 0
    ? 'No test points were drawn, so nothing is said about other points.'
    : 'At the test points no relative error is defined, so nothing is said about other points.';
}

function adviceFor({ metrics, config, split }: VerdictInput): readonly string[] {
  const error = find(metrics, 'vector-field-error', 'held-out') ?? find(metrics, 'vector-field-error', 'train');
  const hasDrift = metrics.some(({ name }) => name === 'energy-drift');
  if (error === undefined || error.value <= USELESS || hasDrift || split.trainTrajectories !== 1) return [];
  return oneOrbitAdvice(config);
}

/** True when what is held out of a known system's data are parts of its trajectories, not fresh points. */
function isCutFromTrajectories({ config: { data, split: wanted }, split }: VerdictInput): boolean {
  if (data.kind !== 'system' || data.design?.kind !== 'trajectories') return false;
  return split.heldOutTrajectories.length > 0 || (wanted.kind !== 'trajectories' && wanted.fraction > 0);
}

function heldOutPlace({ split: { heldOutTrajectories }, config }: VerdictInput, share: ReadValidTime['share']): string {
  if (config.split.kind === 'points') return 'the held-out rows';
  if (heldOutTrajectories.length === 0) {
    return `the held-out last part${share === null ? '' : ` of ${ofThe(share)} trajectories`}`;
  }
  if (heldOutTrajectories.length === 1) return 'the held-out trajectory';
  return `${ofThe(share)} held-out trajectories`;
}

/** "the", or "4 of the 6". */
function ofThe(share: ReadValidTime['share']): string {
  return share === null ? 'the' : `${share.compared} of the ${share.total}`;
}

function validTime(metrics: readonly Metric[], split: MetricSplit) {
  const metric = find(metrics, 'valid-prediction-time', split);
  const terms = metric === undefined ? null : readValidTimeDetail(metric.detail);
  return metric === undefined || terms === null ? null : { value: metric.value, split, terms };
}

function motionClause(
  found: ReturnType<typeof validTime>,
  metrics: readonly Metric[],
  place: string,
  reference: 'measured' | 'true',
): string | null {
  if (found === null) return null;
  const { value, terms } = found;
  if (value === 0) return `the predicted motion is lost at once (0 of ${terms.comparedTime} time units) on ${place}`;
  const lyapunov = find(metrics, 'lyapunov-time', 'model');
  const inLyapunovTimes = lyapunov === undefined ? '' : ` (${formatNumber(value / lyapunov.value, 2)} Lyapunov times)`;
  return `the predicted motion stays within ${terms.tolerance} of the ${reference} one for ${timeSpan(value, terms)} time units${inLyapunovTimes} on ${place}`;
}

function timeSpan(value: number, { comparedTime, isWhole }: ReadValidTime): string {
  if (isWhole) return `all ${comparedTime}`;
  const time = formatNumber(value);
  return time === comparedTime ? `not quite all ${comparedTime}` : `${time} of ${comparedTime}`;
}

/** The error of H; of snapshot pairs that of the corrected one, with the other beside it. */
function energyClause(metrics: readonly Metric[], split: MetricSplit, place: string): string | null {
  const plain = find(metrics, 'hamiltonian-error', split);
  const corrected = find(metrics, 'corrected-hamiltonian-error', split);
  if (corrected === undefined) return plain === undefined ? null : reproduced('H', plain.value, place);
  if (plain !== undefined && plain.value <= corrected.value) return reproduced('H, uncorrected,', plain.value, place);
  const uncorrected = plain === undefined ? '' : ` (${formatRelative(plain.value)} uncorrected)`;
  return `${reproduced('H, corrected for the time between snapshots,', corrected.value, place)}${uncorrected}`;
}

/** @param place where, or null when the clause before has said it */
function fieldClause(metrics: readonly Metric[], split: MetricSplit, place: string | null): string | null {
  const metric = find(metrics, 'vector-field-error', split);
  return metric === undefined ? null : reproduced('the vector field', metric.value, place);
}

function reproduced(what: string, value: number, place: string | null): string {
  const error = formatRelative(value);
  if (value < USELESS) return `${what} is reproduced to ${error}${place === null ? '' : onOrAt(place)}`;
  return `${what} is not reproduced${place === null ? '' : onOrAt(place)} (error ${error})`;
}

function onOrAt(place: string): string {
  return place.includes('points') ? ` at ${place}` : ` on ${place}`;
}

/** Said of a field always, of a learned Hamiltonian when it is large: its own energy may be kept while the true one is lost. */
function trueDriftClause(metrics: readonly Metric[], energyKind: EnergyKind): string | null {
  const drift = find(metrics, 'true-energy-drift', 'model');
  return drift === undefined || (energyKind === 'learned' && drift.value < USELESS)
    ? null
    : `the true energy drifts by ${formatRelative(drift.value)} of its range along a long motion`;
}

function sentence(clauses: readonly (string | null)[], { energyKind }: VerdictInput): string {
  const said = clauses.filter((clause) => clause !== null);
  if (said.length === 0) {
    const what = energyKind === 'learned' ? 'Hamiltonian' : 'vector field';
    return `A ${what} was fitted, but nothing could be measured against it.`;
  }
  const text = said.length < 3 ? said.join(', and ') : `${said.slice(0, -1).join(', ')}, and ${said.at(-1)!}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function find(metrics: readonly Metric[], name: MetricName, split: MetricSplit): Metric | undefined {
  return metrics.find((metric) => metric.name === name && metric.split === split);
}
