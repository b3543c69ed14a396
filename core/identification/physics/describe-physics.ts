import { identifiedHamiltonian } from '../../network/identified-function.ts';
import type { Identification } from '../identification.ts';
import { exchangeable, sampleCoefficients } from '../posterior/index.ts';
import type { AxisPhysics, IdentificationFacts } from '../report.ts';
import { axisPlane } from './axis-plane.ts';
import type { AxisPlane, PlanePoint } from './axis-plane.ts';
import { coverageOf, isAngle, oneTurn } from './coverage.ts';
import { sliceCurves } from './curves.ts';
import { fitLine, fitSine } from './force-laws.ts';
import { measuredPeriods } from './measured-periods.ts';
import { periodByAmplitude } from './period-by-amplitude.ts';
import { referenceState } from './reference-state.ts';
import { curvatureEstimate, robustEstimate } from './robust-estimate.ts';
import { sliceOf } from './slice.ts';

/** Models drawn from the posterior. */
const SAMPLES = 120;

/** What of an identification its physics is made from. */
export type PhysicsInput = Pick<Identification, 'model' | 'posterior' | 'pieces'> & {
  readonly facts: Pick<IdentificationFacts, 'noise'>;
};

/** What one model says about its equilibrium; null where it is not real. */
interface Small {
  readonly q: number;
  readonly period: number | null;
  readonly mass: number | null;
}

/**
 * Physics of each degree of freedom, the others at their equilibrium (in the middle of their data where they have none): V = Ĥ along p* with ∂Ĥ/∂p = 0,
 * its force, equilibrium, periods and mass. Values are those of the model; errors and bands come from its posterior, and are left out without one.
 * Frictions, torques and drives play no part: this is Ĥ.
 * @param seed of the samples of the posterior
 */
export function describePhysics(
  { model, posterior, pieces, facts }: PhysicsInput,
  seed: number,
): readonly AxisPhysics[] {
  const covered = coverageOf(model, pieces).map(({ q, p }, axis) => ({ q: isAngle(model, axis) ? oneTurn(q) : q, p }));
  const samples = posterior === null ? null : sampleCoefficients(model, posterior, SAMPLES, seed);
  const exchange = exchangeable(model);
  const hamiltonian = identifiedHamiltonian(exchange.model);
  const use = (sample: number | null) => {
    if (sample === null || samples === null) exchange.use(model.coefficients, 0);
    else exchange.use(samples, sample);
  };
  const reference = referenceState(hamiltonian, covered);

  return covered.map((range, axis) => {
    const plane = axisPlane(hamiltonian, axis, range, reference);
    const slice = sliceOf(plane);
    const { equilibrium } = slice;
    const { potential, force, forceColumns } = sliceCurves(model, hamiltonian, posterior, plane, slice);
    const own = equilibrium && smallSwings(plane, equilibrium);
    const others = samples && equilibrium && eachSample(() => smallSwings(plane, equilibrium), use);
    const sampled = (of: (small: Small) => number | null) => ({
      value: own && of(own),
      samples: others?.map((other) => other && of(other)) ?? null,
    });
    const smallPeriod = curvatureEstimate(sampled(({ period }) => period));
    const curve = {
      q: force.x,
      force: force.value,
      samples: samples && forcesOf(samples, model.coefficients, force.value, forceColumns),
    };
    return {
      axis,
      equilibrium: robustEstimate(sampled(({ q }) => q)),
      smallPeriod,
      potential,
      force,
      periodByAmplitude:
        model.dof === 1 && equilibrium && smallPeriod
          ? periodByAmplitude({
              plane,
              slice: { ...slice, equilibrium },
              potential: potential.value,
              smallPeriod: smallPeriod.value,
              samples: samples === null ? 0 : SAMPLES,
              use,
            })
          : null,
      measuredPeriods:
        model.dof === 1 && equilibrium
          ? measuredPeriods(pieces, axis, equilibrium.q, facts.noise[axis]!)
          : new Float64Array(0),
      sine: fitSine(curve),
      line: fitLine(curve),
      mass: model.masses === null ? curvatureEstimate(sampled(({ mass }) => mass)) : null,
    };
  });
}

/** Equilibrium near a point, period 2π/√(∂²Ĥ/∂p² V″) of small swings and mass 1/(∂²Ĥ/∂p²), with V″ = ∂²Ĥ/∂q² − (∂²Ĥ/∂q∂p)²/(∂²Ĥ/∂p²). */
function smallSwings(plane: AxisPlane, guess: PlanePoint): Small | null {
  const point = plane.equilibriumNear(guess);
  if (point === null) return null;
  const { qq, qp, pp } = plane.jet(point);
  const squared = qq * pp - qp * qp;
  return {
    q: point.q,
    period: squared > 0 && pp > 0 ? (2 * Math.PI) / Math.sqrt(squared) : null,
    mass: pp > 0 ? 1 / pp : null,
  };
}

/** What each sample says; the model is in its place again afterwards. */
function eachSample<T>(ask: () => T, use: (sample: number | null) => void): T[] {
  const answers = Array.from({ length: SAMPLES }, (_, s) => {
    use(s);
    return ask();
  });
  use(null);
  return answers;
}

/** V′ of each sample along the slice, to first order. @param columns (points, n) */
function forcesOf(
  samples: Float64Array,
  coefficients: Float64Array,
  force: Float64Array,
  columns: Float64Array,
): Float64Array[] {
  const n = coefficients.length;
  return Array.from({ length: SAMPLES }, (_, s) =>
    force.map((value, i) => {
      let sum = value;
      for (let j = 0; j < n; j++) sum += columns[i * n + j]! * (samples[s * n + j]! - coefficients[j]!);
      return sum;
    }),
  );
}
