import { energyColumns, gradientColumns } from '../../network/identified-columns.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { HamiltonianFunction } from '../../phase-space.ts';
import type { Posterior } from '../identification.ts';
import { HALF_WIDTH_90, linearDeviation } from '../posterior/index.ts';
import type { BandedCurve } from '../report.ts';
import type { AxisPlane } from './axis-plane.ts';
import type { Slice } from './slice.ts';

/** V and V′ along a slice. */
export interface SliceCurves {
  readonly potential: BandedCurve;
  readonly force: BandedCurve;
  /** (points, n) derivative of V′ with respect to the coefficients */
  readonly forceColumns: Float64Array;
}

/**
 * V(q) = Ĥ(q, p*(q)) − Ĥ at the equilibrium (at the lowest point without one) and V′(q), with bands of ± 1.645 standard deviations. What p* adds to
 * them is of second order for V, as ∂Ĥ/∂p = 0 there; for V′ it is −(∂²Ĥ/∂q∂p)/(∂²Ĥ/∂p²) times the change of ∂Ĥ/∂p.
 */
export function sliceCurves(
  model: IdentifiedHamiltonian,
  hamiltonian: HamiltonianFunction,
  posterior: Posterior | null,
  plane: AxisPlane,
  { points, force, equilibrium }: Slice,
): SliceCurves {
  const count = points.length;
  const size = 2 * model.dof;
  const n = model.coefficients.length;
  const states = new Float64Array(count * size);
  points.forEach((point, i) => {
    states.set(plane.stateAt(point), i * size);
  });
  const heights = Float64Array.from(points, (point) => hamiltonian.value(plane.stateAt(point)));
  const lowest = points[heights.indexOf(Math.min(...heights))]!;
  const anchor = plane.stateAt(equilibrium ?? lowest);
  const zero = hamiltonian.value(anchor);

  const energies = energyColumns(model, states, count);
  const gradients = gradientColumns(model, states, count);
  const atAnchor = energyColumns(model, anchor, 1);
  const columns = atAnchor.length;
  const forceColumns = new Float64Array(count * n);
  for (let i = 0; i < count; i++) {
    const { qp, pp } = plane.jet(points[i]!);
    const tilt = pp > 0 ? qp / pp : 0;
    const alongQ = (i * size + plane.axis) * columns;
    const alongP = (i * size + model.dof + plane.axis) * columns;
    for (let j = 0; j < columns; j++) {
      energies[i * columns + j]! -= atAnchor[j]!;
      forceColumns[i * n + j] = gradients[alongQ + j]! - tilt * gradients[alongP + j]!;
    }
  }
  const x = Float64Array.from(points, ({ q }) => q);
  return {
    potential: banded(
      x,
      heights.map((height) => height - zero),
      posterior,
      energies,
      n,
    ),
    force: banded(x, force, posterior, forceColumns, n),
    forceColumns,
  };
}

/** @param derivatives (points, n or its first columns) */
function banded(
  x: Float64Array<ArrayBuffer>,
  value: Float64Array<ArrayBuffer>,
  posterior: Posterior | null,
  derivatives: Float64Array,
  n: number,
): BandedCurve {
  if (posterior === null) return { x, value, low: new Float64Array(0), high: new Float64Array(0) };
  const columns = derivatives.length / x.length;
  const work = new Float64Array(n);
  const halves = x.map(
    (_, i) =>
      HALF_WIDTH_90 * linearDeviation(posterior.factor, derivatives.subarray(i * columns, (i + 1) * columns), n, work),
  );
  return {
    x,
    value,
    low: value.map((middle, i) => middle - halves[i]!),
    high: value.map((middle, i) => middle + halves[i]!),
  };
}
