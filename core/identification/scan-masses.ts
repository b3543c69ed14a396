import type { RidgeRule } from '../fit/ridge/choose-ridge.ts';
import type { PriorBasis } from './draw-basis.ts';
import type { MassScan } from './report.ts';
import { factorRows, fitWith } from './solve.ts';
import type { RowPlan } from './solve.ts';
import type { Team } from '../kernels/index.ts';

/** Ratios that are tried, from a tenth to tenfold around the start. */
const STEPS = 33;
/**
 * A ratio is seen when half and twice of it are ruled out by five standard deviations: −2 log evidence rises by so much over five steps to both sides. In
 * potentials that do not couple it rose by at most 9, in that of Hénon and Heiles by 200 and more.
 */
const LEAST_RISE = 25;
const OCTAVE_STEPS = 5;
/** The scan is coarse: its minimum is refined so often, with steps of so many standard deviations. */
const ROUNDS = 3;
const REFINED_STEP = 2;
/** Widening of standard deviations, as in the posterior. */
const WIDENING = 1.3;

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
 * not change. The error comes from the curvature at the minimum: −2 log evidence rises by 1 at one standard deviation, which is widened by 1.3. There is no
 * estimate when the curve has no clear minimum inside: then V does not couple the coordinates, or too weakly.
 * @param ratio that the basis has now, in the units of the data
 */
export function scanMasses({ columns, plan, forces, rule, axis, team }: ScanInput, ratio: number): MassScan {
  const masses = columns.basis.masses!;
  const ratios = Float64Array.from({ length: STEPS }, (_, k) => 10 ** ((2 * k) / (STEPS - 1) - 1));
  const evidenceAt = (factor: number) => {
    const varied = masses.map((mass, i) => (i === axis ? mass * factor : mass));
    const factored = factorRows({ ...columns, basis: { ...columns.basis, masses: varied } }, plan, team);
    return fitWith(factored, forces, rule).ridge.evidence;
  };
  const evidence = ratios.map(evidenceAt);
  const least = Math.min(...evidence);
  const at = evidence.indexOf(least);
  const curve = evidence.map((value) => value - least);
  const isSeen = [at - OCTAVE_STEPS, at + OCTAVE_STEPS].every((k) => (curve[k] ?? 0) > LEAST_RISE);
  return {
    axis,
    ratios: ratios.map((factor) => factor * ratio),
    curve,
    best: isSeen ? minimumOf(evidenceAt, Math.log(ratios[at]!), ratio) : null,
  };
}

/** Vertex of the parabola through three values over log ratio, ever closer to the minimum. */
function minimumOf(evidenceAt: (factor: number) => number, start: number, ratio: number): MassScan['best'] {
  let [centre, step, deviation] = [start, Math.log(10) / ((STEPS - 1) / 2), 0];
  for (let round = 0; round < ROUNDS; round++) {
    const [before, here, after] = [centre - step, centre, centre + step].map((place) => evidenceAt(Math.exp(place)));
    const bend = (before! - 2 * here! + after!) / step ** 2;
    if (!(bend > 0)) return null;
    centre += Math.max(-step, Math.min(step, (before! - after!) / (2 * step) / bend));
    deviation = Math.sqrt(2 / bend);
    step = Math.min(step, REFINED_STEP * deviation);
  }
  const value = ratio * Math.exp(centre);
  return { value, error: WIDENING * value * deviation };
}
