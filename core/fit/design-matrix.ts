import type { Samples } from '../datasets/dataset.ts';
import { writeFeatures, writeSlopes } from '../network/hidden-layer.ts';
import type { HiddenLayer } from '../network/hidden-layer.ts';
import { vectorFieldFromGradient } from '../phase-space.ts';
import type { LeastSquaresProblem } from '../solvers/least-squares-solver.ts';

/** A state at which the value of H is known or agreed. */
export interface Anchor {
  /** (2d) */
  readonly state: Float64Array<ArrayBuffer>;
  readonly value: number;
}

/**
 * The linear system of the last layer, unweighted; unknowns c₁ … c_N, c₀. Its 2dK + 1 rows, in this order:
 * 1. K·d rows ∂Ĥ/∂p_k(xᵢ) = q̇ᵢₖ: entries φ′ⱼ(xᵢ) w_{j,d+k} and 0, point by point, k inside;
 * 2. K·d rows −∂Ĥ/∂q_k(xᵢ) = ṗᵢₖ: entries −φ′ⱼ(xᵢ) w_{j,k} and 0, same order;
 * 3. one row Ĥ(x₀) = H₀: entries φⱼ(x₀) and 1.
 */
export function designMatrix(layer: HiddenLayer, samples: Samples, anchor: Anchor): LeastSquaresProblem {
  const { dof, count, derivatives } = samples;
  const { width, weights } = layer;
  const size = 2 * dof;
  const columns = width + 1;
  const slopesAt = slopeSource(layer, samples);
  const writeDerivativeRow = (point: number, component: number, out: Float64Array, at: number) => {
    const slopes = slopesAt(point);
    const isVelocity = component < dof;
    const partner = isVelocity ? component + dof : component - dof;
    const sign = isVelocity ? 1 : -1;
    for (let j = 0; j < width; j++) out[at + j] = sign * slopes[j]! * weights[j * size + partner]!;
    out[at + width] = 0;
    out[at + columns] = derivatives[point * size + component]!;
  };
  return {
    rows: size * count + 1,
    columns,
    slopeRows: {
      layer,
      points: count,
      states: samples.states,
      components: size,
      scales: partnerWeights(layer, dof),
      targets: derivatives,
      extraRows: anchorRow(layer, anchor),
    },
    writeRows: (from, to, out) => {
      for (let row = from, at = 0; row < to; row++, at += columns + 1) {
        if (row === size * count) {
          out.set(anchorRow(layer, anchor), at);
        } else {
          const isVelocity = row < dof * count;
          const within = isVelocity ? row : row - dof * count;
          const point = Math.floor(within / dof);
          writeDerivativeRow(point, (within % dof) + (isVelocity ? 0 : dof), out, at);
        }
      }
    },
  };
}

/** The factor of φ′ⱼ in the rows of a point: w_{j,d+k} for q̇ₖ, −w_{j,k} for ṗₖ. @returns (N, 2d) row-major */
function partnerWeights({ width, weights }: HiddenLayer, dof: number): Float64Array<ArrayBuffer> {
  const size = 2 * dof;
  const scales = new Float64Array(width * size);
  for (let j = 0; j < width; j++)
    vectorFieldFromGradient(weights.subarray(j * size, (j + 1) * size), scales.subarray(j * size, (j + 1) * size));
  return scales;
}

/** [φ₁(x₀) … φ_N(x₀), 1 | H₀] */
function anchorRow(layer: HiddenLayer, anchor: Anchor): Float64Array<ArrayBuffer> {
  const row = new Float64Array(layer.width + 2);
  writeFeatures(layer, anchor.state, 0, row);
  row[layer.width] = 1;
  row[layer.width + 1] = anchor.value;
  return row;
}

/** φ′(xᵢ) for one point at a time; the rows of a point follow each other. */
function slopeSource(layer: HiddenLayer, { dof, states }: Samples): (point: number) => Float64Array {
  const slopes = new Float64Array(layer.width);
  let current = -1;
  return (point) => {
    if (current !== point) writeSlopes(layer, states, 2 * dof * point, slopes);
    current = point;
    return slopes;
  };
}
