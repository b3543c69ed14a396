import {
  chooseDerivative,
  compareDerivatives,
  defaultWindow,
  DERIVATIVE_METHODS,
  stepFacts,
  type DerivativeInput,
} from '../../core/derivatives/index.ts';
import type { DerivativeChoice } from '../../core/import/recipe.ts';
import type { CoordinateName, DerivativeBench, StepBin } from '../api/contract.ts';
import { decimatedRows, pickRows } from '../methods/decimate.ts';

/** One column of one trajectory, and how it is to be differentiated. */
export interface BenchRequest extends Pick<DerivativeChoice, 'method' | 'window'> {
  readonly trajectory: string;
  readonly column: CoordinateName;
  /** (n) */
  readonly times: Float64Array;
  /** (m ≤ n) of the first rows */
  readonly values: Float64Array;
  /** (m) measured rates; null when there are none. */
  readonly given: Float64Array | null;
  readonly maxPoints: number;
}

/** Bars of the histogram of steps: as many as can be told apart in a small picture. */
const STEP_BINS = 40;
/** The longest step is so many times the shortest where bins grow by a factor instead of a difference. */
const WIDE_RATIO = 20;
/** Steps that differ less than this from the median are equal: times are rounded numbers. */
const EQUAL_STEPS = 1e-6;

/** Every derivative method on one column, and what the chosen one makes of it. @throws CoreError when that one cannot be used */
export function derivativeBench(request: BenchRequest): DerivativeBench {
  const { trajectory, column, times, values, given, maxPoints } = request;
  const input = { times: times.subarray(0, values.length), values, window: request.window };
  const chosen = choose(request, input);
  const estimate = chosen.method.estimate({ ...input, window: chosen.window });
  const { smooth, rates, windowSamples, noise } = estimate;
  const residual = values.map((value, i) => value - smooth[i]!);
  const rows = decimatedRows(interleave([values, rates, residual]), 3, maxPoints);
  const thin = (all: Float64Array) => pickRows(all, 1, rows);
  return {
    ...{ trajectory, column },
    comparison: compareDerivatives([input], given === null ? null : [given]),
    preview: {
      ...{ method: chosen.method.id, reason: chosen.reason, windowSamples, noise },
      ...{ times: thin(input.times), values: thin(values), smooth: thin(smooth) },
      ...{ rates: thin(rates), residual: thin(residual) },
    },
    steps: { median: stepFacts(times).median, bins: stepBins(times) },
  };
}

function choose({ method: id, window }: BenchRequest, input: DerivativeInput) {
  if (id === 'auto') return chooseDerivative([input]);
  const method = DERIVATIVE_METHODS.get(id);
  const fallback = method.hasWindow ? defaultWindow([input], method.windowShare) : null;
  return { method, window: window ?? fallback, reason: `${method.label}, as for all trajectories.` };
}

/** (n, k) row-major from k columns. */
function interleave(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]!.length;
  const out = new Float64Array(rows * columns.length);
  columns.forEach((column, k) => {
    for (let i = 0; i < rows; i++) out[i * columns.length + k] = column[i]!;
  });
  return out;
}

/** How often each length of step occurs: one bin for even steps, else bins of equal width, or of equal ratio where steps differ widely. */
export function stepBins(times: Float64Array): StepBin[] {
  const { min, median, max } = stepFacts(times);
  const count = times.length - 1;
  if (count < 1) return [];
  if (max - min <= EQUAL_STEPS * median) return [{ from: min, to: max, count }];
  const isWide = max / min > WIDE_RATIO;
  const edge = (k: number) => (isWide ? min * (max / min) ** (k / STEP_BINS) : min + ((max - min) * k) / STEP_BINS);
  const place = (step: number) => (isWide ? Math.log(step / min) / Math.log(max / min) : (step - min) / (max - min));
  const counts = new Array<number>(STEP_BINS).fill(0);
  for (let i = 0; i < count; i++) {
    const bin = Math.floor(place(times[i + 1]! - times[i]!) * STEP_BINS);
    counts[Math.min(Math.max(bin, 0), STEP_BINS - 1)]! += 1;
  }
  return counts.map((inBin, k) => ({ from: edge(k), to: edge(k + 1), count: inBin }));
}
