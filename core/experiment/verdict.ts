import { formatNumber, formatRelative } from './format-number.ts';
import { readValidTimeDetail } from './metric-detail.ts';
import type { ReadValidTime } from './metric-detail.ts';
import type { Metric, MetricName, MetricSplit, SplitSummary } from './run-result.ts';

/** What a verdict is made from. */
export interface VerdictInput {
  readonly metrics: readonly Metric[];
  readonly split: SplitSummary;
  /** False for a known system. */
  readonly isMeasured: boolean;
}

/** A sentence one could say aloud, and what limits it. */
export interface Verdict {
  readonly fact: string;
  readonly caveat: string;
}

/** From this relative error on the field counts as not reproduced. */
const USELESS = 0.5;

/**
 * Composes the verdict of a run from its own metrics, never surer than they are: held-out numbers come first, and when there are none
 * the sentence says that it speaks of the data it was fitted to.
 */
export function composeVerdict(input: VerdictInput): Verdict {
  return input.isMeasured ? measuredVerdict(input) : systemVerdict(input);
}

function measuredVerdict({ metrics, split }: VerdictInput): Verdict {
  const hasHeldOut = metrics.some((metric) => metric.split === 'held-out');
  const side = hasHeldOut ? 'held-out' : 'train';
  const share = validTime(metrics, side)?.terms.share ?? null;
  const place = hasHeldOut ? heldOutPlace(split, null) : 'the trajectories it was fitted to';
  const caveats = ['H is known up to a constant; outside the measured region it is extrapolation.'];
  if (!hasHeldOut) {
    caveats.unshift('Nothing was held out, so this does not say how well new motions are predicted.');
  } else if (split.heldOutTrajectories.length === 0) {
    caveats.unshift('The held-out part continues the same trajectories, so it is not an independent test.');
  } else if (split.heldOutTrajectories.length === 1) {
    caveats.unshift('One trajectory is a single test.');
  }
  const motionPlace = hasHeldOut ? heldOutPlace(split, share) : `${ofThe(share)} trajectories it was fitted to`;
  const motion = motionClause(metrics, side, motionPlace, 'measured');
  // Errors of the field are taken over all trajectories, so their place is said again when not all were predicted.
  const field = fieldClause(metrics, side, motion === null || share !== null ? place : null);
  return { fact: sentence([motion, field]), caveat: caveats.join(' ') };
}

function systemVerdict({ metrics }: VerdictInput): Verdict {
  const hasHeldOut = find(metrics, 'vector-field-error', 'held-out') !== undefined;
  const side = hasHeldOut ? 'held-out' : 'train';
  const place = hasHeldOut ? 'fresh points of the domain' : 'the points it was fitted to';
  const energy = find(metrics, 'hamiltonian-error', side);
  const energyClause = energy === undefined ? null : `H is reproduced to ${formatRelative(energy.value)} at ${place}`;
  const caveat = [
    hasHeldOut ? '' : 'No test points were drawn, so nothing is said about other points.',
    'The derivatives were exact; measured ones are not. Outside the domain H is extrapolation.',
  ];
  return {
    fact: sentence([
      energyClause ?? fieldClause(metrics, side, place),
      motionClause(metrics, 'held-out', 'simulated motions', 'true'),
    ]),
    caveat: caveat.filter((part) => part !== '').join(' '),
  };
}

function heldOutPlace({ heldOutTrajectories }: SplitSummary, share: ReadValidTime['share']): string {
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
  return metric === undefined || terms === null ? null : { value: metric.value, terms };
}

function motionClause(
  metrics: readonly Metric[],
  split: MetricSplit,
  place: string,
  reference: 'measured' | 'true',
): string | null {
  const found = validTime(metrics, split);
  if (found === null) return null;
  const { value, terms } = found;
  return `the predicted motion stays within ${terms.tolerance} of the ${reference} one for ${timeSpan(value, terms)} time units on ${place}`;
}

function timeSpan(value: number, { comparedTime, isWhole }: ReadValidTime): string {
  if (isWhole) return `all ${comparedTime}`;
  const time = formatNumber(value);
  return time === comparedTime ? `not quite all ${comparedTime}` : `${time} of ${comparedTime}`;
}

/** @param place where, or null when the clause before has said it */
function fieldClause(metrics: readonly Metric[], split: MetricSplit, place: string | null): string | null {
  const metric = find(metrics, 'vector-field-error', split);
  if (metric === undefined) return null;
  const error = formatRelative(metric.value);
  const where = place === null ? '' : ` on ${place}`;
  return metric.value < USELESS
    ? `the vector field is reproduced to ${error}${where}`
    : `the vector field is not reproduced${where} (error ${error})`;
}

function sentence(clauses: readonly (string | null)[]): string {
  const said = clauses.filter((clause) => clause !== null);
  if (said.length === 0) return 'A Hamiltonian was fitted, but nothing could be measured against it.';
  const text = said.join(', and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function find(metrics: readonly Metric[], name: MetricName, split: MetricSplit): Metric | undefined {
  return metrics.find((metric) => metric.name === name && metric.split === split);
}
