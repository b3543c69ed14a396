import { curvatureEstimate, robustEstimate } from './robust-estimate.ts';
import type { AxisPhysics } from '../report.ts';

/** A force that is no sine to this share of its size is not called one. */
const POOR = 0.2;

/** Angles that swing less than this to each side cannot be told from anything. */
const LEAST_SWING = 0.3;

/** V′ on a line of q, and what the samples of the posterior say it is. */
export interface ForceCurve {
  readonly q: Float64Array;
  readonly force: Float64Array;
  /** (samples, points); null without a posterior */
  readonly samples: readonly Float64Array[] | null;
}

/** Two columns fitted to a force. */
interface TwoColumns {
  readonly a: number;
  readonly b: number;
  /** rms of what is left over that of the force */
  readonly residual: number;
}

/** V′ = k (q − q₀), by least squares over the covered q; null for a force that is zero throughout. */
export function fitLine({ q, force, samples }: ForceCurve): AxisPhysics['line'] {
  const fit = (values: Float64Array) =>
    fitTwo(
      q,
      values,
      (x) => x,
      () => 1,
    );
  const zeroOf = ({ a, b }: TwoColumns) => -b / a;
  const found = fit(force);
  const others = samples?.map(fit) ?? null;
  const stiffness = curvatureEstimate({ value: found.a, samples: others?.map(({ a }) => a) ?? null });
  const angle = robustEstimate({ value: zeroOf(found), samples: others?.map(zeroOf) ?? null });
  const { residual } = found;
  return stiffness === null || !Number.isFinite(residual) ? null : { stiffness, angle, residual };
}

/**
 * V′ = a sin q + b cos q = K sin(q − q₀) with K = √(a² + b²), q₀ = atan2(−b, a) in the turn nearest to the middle. Null when q covers less than 0.3 to
 * each side or more than one turn, when it fits worse than 20 %, or when a straight line is twice as good.
 */
export function fitSine(curve: ForceCurve): AxisPhysics['sine'] {
  const { q, force, samples } = curve;
  const [low, high] = [q[0]!, q.at(-1)!];
  if (high - low < 2 * LEAST_SWING || high - low > 2 * Math.PI + 1e-9) return null;
  const fit = (values: Float64Array) => {
    const { a, b, residual } = fitTwo(q, values, Math.sin, Math.cos);
    const angle = Math.atan2(-b, a);
    const turns = Math.round(((low + high) / 2 - angle) / (2 * Math.PI));
    return { stiffness: Math.hypot(a, b), angle: angle + 2 * Math.PI * turns, residual };
  };
  const found = fit(force);
  const line = fitLine(curve);
  if (!(found.residual < POOR) || (line !== null && 2 * line.residual < found.residual)) return null;
  const others = samples?.map(fit) ?? null;
  const stiffness = curvatureEstimate({
    value: found.stiffness,
    samples: others?.map((other) => other.stiffness) ?? null,
  });
  // On the turn of the model: the nearest turn of a sample may be another one when q₀ is half a turn from the middle.
  const angle = robustEstimate({
    value: found.angle,
    samples: others?.map((other) => found.angle + wrapped(other.angle - found.angle)) ?? null,
  });
  return stiffness === null || angle === null ? null : { stiffness, angle, residual: found.residual };
}

/** Into −π … π. */
function wrapped(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

/** Least squares of y = a f(x) + b g(x), with f made orthogonal to g first. */
function fitTwo(x: Float64Array, y: Float64Array, f: (x: number) => number, g: (x: number) => number): TwoColumns {
  const second = x.map(g);
  const share = dot(x.map(f), second) / dot(second, second);
  const first = x.map((value, i) => f(value) - share * second[i]!);
  const a = dot(first, y) / dot(first, first);
  const b = dot(second, y) / dot(second, second) - a * share;
  const rest = y.map((value, i) => value - a * f(x[i]!) - b * second[i]!);
  return { a, b, residual: Math.sqrt(dot(rest, rest) / dot(y, y)) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
