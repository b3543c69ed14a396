import type { Trajectory } from '../../datasets/dataset.ts';
import {
  chooseDerivative,
  defaultWindow,
  DERIVATIVE_METHODS,
  median,
  stepFacts,
  type DerivativeEstimate,
  type DerivativeInput,
  type DerivativeMethod,
} from '../../derivatives/index.ts';
import { CoreError } from '../../errors.ts';
import type { DerivativeFacts } from '../import-report.ts';
import type { DerivativeChoice } from '../recipe.ts';
import { excerpt } from '../read/text-of.ts';
import { notFiniteError } from './track-errors.ts';
import { rateName, type Quantity } from './quantities.ts';
import type { Track } from './track.ts';

/** Fewest rows of a trajectory whose derivatives are all given: a motion needs a start and an end. */
export const MIN_ROWS_GIVEN = 2;

/** How one quantity is differentiated in all trajectories. */
export interface Plan {
  readonly method: DerivativeMethod;
  /** In the unit of time; null for methods without a window. */
  readonly window: number | null;
}

/** Trajectories with derivatives, and how these were found. */
export interface Differentiated {
  readonly trajectories: readonly Trajectory[];
  readonly facts: readonly DerivativeFacts[];
  /** Values that were replaced by the smooth curve, by quantity. */
  readonly smoothed: readonly { readonly quantity: Quantity; readonly count: number; readonly method: string }[];
}

/** Chooses method and window for each quantity that is to be differentiated, the same for all trajectories. */
export function planDerivatives(
  tracks: readonly Track[],
  quantities: readonly Quantity[],
  choice: DerivativeChoice,
): ReadonlyMap<Quantity, Plan> {
  const plans = new Map<Quantity, Plan>();
  for (const quantity of quantities) {
    if (quantity.rates !== 'estimated') continue;
    const channels = tracks.map((track) => ({
      times: track.times,
      values: quantity.measured(track)!,
      window: choice.window,
    }));
    plans.set(
      quantity,
      choice.method === 'auto' ? chooseDerivative(channels) : planFor(DERIVATIVE_METHODS.get(choice.method), channels),
    );
  }
  return plans;
}

function planFor(method: DerivativeMethod, channels: readonly DerivativeInput[]): Plan {
  if (!method.hasWindow) return { method, window: null };
  return { method, window: channels[0]?.window ?? defaultWindow(channels, method.windowShare) };
}

/**
 * Builds the trajectories: states as measured (or from the smooth curves, where that is chosen), derivatives from their columns or
 * estimated.
 * @param tracks each long enough for the methods
 * @throws CoreError `uneven-steps`, `not-finite`, naming file and trajectory
 */
export function differentiate(
  tracks: readonly Track[],
  quantities: readonly Quantity[],
  plans: ReadonlyMap<Quantity, Plan>,
  { choice, report }: { choice: DerivativeChoice; report: (fraction: number) => void },
): Differentiated {
  const estimates = new Map<Quantity, DerivativeEstimate[]>([...plans.keys()].map((quantity) => [quantity, []]));
  const smoothed = new Map<Quantity, number>();
  const trajectories = tracks.map((track, t) => {
    const here = new Map<Quantity, DerivativeEstimate>();
    for (const [quantity, plan] of plans) {
      const estimate = estimateOf(track, quantity.measured(track)!, plan);
      here.set(quantity, estimate);
      estimates.get(quantity)!.push(estimate);
    }
    report((t + 1) / tracks.length);
    return buildTrajectory(track, quantities, here, { choice, smoothed });
  });
  const d = quantities.length / 2;
  const facts = quantities.map((quantity, k) => {
    const source = quantity.rates === 'curve' ? quantities[k - d]! : quantity;
    return factsOf(quantity, tracks, plans.get(source) ?? null, estimates.get(source) ?? []);
  });
  return {
    trajectories,
    facts,
    smoothed: [...smoothed].map(([quantity, count]) => ({
      quantity,
      count,
      method: plans.get(quantity)!.method.label,
    })),
  };
}

function estimateOf(track: Track, values: Float64Array, { method, window }: Plan): DerivativeEstimate {
  try {
    return method.estimate({ times: track.times, values, window });
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    const { file } = track.table.raw;
    const where = track.id === file ? file : `${file}, trajectory '${excerpt(track.id)}'`;
    throw new CoreError(error.code, `${where}: ${error.message}`, {
      hint: error.hint,
      context: { ...error.context, file, trajectory: track.id },
    });
  }
}

function buildTrajectory(
  track: Track,
  quantities: readonly Quantity[],
  estimates: ReadonlyMap<Quantity, DerivativeEstimate>,
  { choice, smoothed }: { choice: DerivativeChoice; smoothed: Map<Quantity, number> },
): Trajectory {
  const size = quantities.length;
  const n = track.times.length;
  const states = new Float64Array(n * size);
  const derivatives = new Float64Array(n * size);
  quantities.forEach((quantity, k) => {
    const estimate = estimates.get(quantity);
    const position = estimates.get(quantities[k - size / 2] ?? quantity);
    const times = (values: Float64Array) => values.map((value) => quantity.mass * value);
    const measured = quantity.measured(track);
    const values =
      measured === null
        ? times(position!.rates)
        : choice.isSmoothed && estimate !== undefined
          ? estimate.smooth
          : measured;
    if (measured !== null && values !== measured) {
      const changed = values.reduce((count, value, i) => (value === measured[i] ? count : count + 1), 0);
      smoothed.set(quantity, (smoothed.get(quantity) ?? 0) + changed);
    }
    const rates = quantity.given(track) ?? (quantity.rates === 'curve' ? times(position!.curvatures) : estimate!.rates);
    if (!values.every(Number.isFinite) || !rates.every(Number.isFinite)) throw notFiniteError(track, quantity);
    for (let i = 0; i < n; i++) {
      states[i * size + k] = values[i]!;
      derivatives[i * size + k] = rates[i]!;
    }
  });
  // At least one row stays between the ends.
  const most = (n - 1) >> 1;
  const ends = choice.ends === 'keep' ? 0 : Math.min(most, endRowsOf([...estimates.values()]));
  return { id: track.id, times: track.times, states, derivatives, fitRange: [ends, n - ends] };
}

function endRowsOf(estimates: readonly DerivativeEstimate[]): number {
  return estimates.reduce((most, { endRows }) => Math.max(most, endRows), 0);
}

function factsOf(
  { name, rates }: Quantity,
  tracks: readonly Track[],
  plan: Plan | null,
  estimates: readonly DerivativeEstimate[],
): DerivativeFacts {
  const of = rateName(name);
  if (rates === 'given' || plan === null) {
    return { of, method: 'given', windowSamples: 0, windowTime: 0, polynomialOrder: 0, noise: null };
  }
  const widest = estimates.reduce(
    (best, { windowSamples }, t) => (windowSamples > estimates[best]!.windowSamples ? t : best),
    0,
  );
  const { windowSamples, polynomialOrder } = estimates[widest]!;
  return {
    ...{ of, method: plan.method.id, windowSamples, polynomialOrder },
    windowTime: windowSamples === 0 ? 0 : (windowSamples - 1) * stepFacts(tracks[widest]!.times).median,
    noise: median(estimates.map(({ noise }) => noise)),
  };
}
