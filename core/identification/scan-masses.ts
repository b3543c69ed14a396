import type { RidgeRule } from '../fit/ridge/choose-ridge.ts';
import type { PriorBasis } from './draw-basis.ts';
import type { MassScan } from './report.ts';
import { factorRows, fitWith } from './solve.ts';
import type { RowPlan } from './solve.ts';
import type { Team } from '../kernels/index.ts';

/** Ratios that are tried, from a tenth to tenfold around the start. */
const STEPS = 33;
/** The curve must rise by so much to both sides of its minimum, in −2 log evidence, for the ratio to be seen. */
const LEAST_RISE = 10;

/** A fit at one ratio. */
export interface ScanInput {
  readonly columns: PriorBasis & { readonly basis: { readonly masses: readonly number[] | null } };
  readonly plan: RowPlan;
  readonly forces: readonly number[];
  readonly rule: RidgeRule;
  /** Degree of freedom whose mass is varied, relative to the first. */
  readonly axis: number;
  readonly team?: Team;
}

/**
 * The evidence for the ratio of two masses, m_axis/m₁ as a multiple of the ratio at hand: one linear solve per value on the same rows, whose weights do
 * not change. The error comes from the curvature at the minimum: −2 log evidence rises by 1 at one standard deviation. There is no estimate when the
 * curve has no clear minimum inside: then V does not couple the coordinates, or too weakly.
 * @param ratio that the basis has now, in the units of the data
 */
export function scanMasses({ columns, plan, forces, rule, axis, team }: ScanInput, ratio: number): MassScan {
  const masses = columns.basis.masses!;
  const ratios = Float64Array.from({ length: STEPS }, (_, k) => 10 ** ((2 * k) / (STEPS - 1) - 1));
  const evidence = ratios.map((factor) => {
    const varied = masses.map((mass, i) => (i === axis ? mass * factor : mass));
    const factored = factorRows({ ...columns, basis: { ...columns.basis, masses: varied } }, plan, team);
    return fitWith(factored, forces, rule).ridge.evidence;
  });
  const least = Math.min(...evidence);
  const at = evidence.indexOf(least);
  const curve = evidence.map((value) => value - least);
  const isInside =
    at > 0 &&
    at < STEPS - 1 &&
    Math.max(...curve.subarray(0, at)) > LEAST_RISE &&
    Math.max(...curve.subarray(at)) > LEAST_RISE;
  return {
    axis,
    ratios: ratios.map((factor) => factor * ratio),
    curve,
    best: isInside ? minimumOf(ratios, curve, at, ratio) : null,
  };
}

/** Vertex of the parabola through the lowest three points over log ratio. */
function minimumOf(ratios: Float64Array, curve: Float64Array, at: number, ratio: number): MassScan['best'] {
  const step = Math.log(ratios[at + 1]! / ratios[at]!);
  const [before, here, after] = [curve[at - 1]!, curve[at]!, curve[at + 1]!];
  const bend = (before - 2 * here + after) / step ** 2;
  const shift = -(after - before) / (2 * step) / bend;
  const value = ratio * ratios[at]! * Math.exp(shift);
  return { value, error: value * Math.sqrt(2 / bend) };
}
