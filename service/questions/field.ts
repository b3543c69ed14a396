import { energiesOf, evaluateField } from '../../core/network/index.ts';
import type { FieldGrid } from '../api/contract.ts';
import type { FieldRequest, LearnedModel } from '../jobs/messages.ts';
import { planeCoverage } from './coverage.ts';

const ARROW_COLUMNS = 19;
const ARROW_ROWS = 13;

/**
 * Ĥ and its vector field in the (q, p) plane of one degree of freedom, the other coordinates held at the anchor state.
 * Grid points include both ends of the ranges; arrows stand in the middle of 19 × 13 equal cells.
 */
export function fieldOnGrid(model: LearnedModel, request: FieldRequest): FieldGrid {
  const { axis, q, p, columns, rows } = request;
  const points = gridPoints(linspace(q, columns), linspace(p, rows));
  const isCovered = planeCoverage(model.trainStates, model.box, axis);
  const covered = new Uint8Array(points.length / 2);
  for (let i = 0; i < covered.length; i++) covered[i] = Number(isCovered(points[2 * i]!, points[2 * i + 1]!));
  // A learned field has no energy.
  const energy = energiesOf(model.model, planeStates(model, axis, points), covered.length) ?? new Float64Array();
  return { q, p, columns, rows, energy, covered, arrows: arrows(model, request) };
}

/** (19 · 13, 4) rows of q, p, q̇, ṗ */
function arrows(model: LearnedModel, { axis, q, p }: FieldRequest): Float64Array {
  const points = gridPoints(midpoints(q, ARROW_COLUMNS), midpoints(p, ARROW_ROWS));
  const count = points.length / 2;
  const velocity = evaluateField(model.model, planeStates(model, axis, points), count);
  const { dof } = model.model;
  const out = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    const row = [
      points[2 * i]!,
      points[2 * i + 1]!,
      velocity[i * 2 * dof + axis]!,
      velocity[i * 2 * dof + dof + axis]!,
    ];
    out.set(row, 4 * i);
  }
  return out;
}

/** (count, 2d) states of points (count, 2) of the plane. */
function planeStates({ anchorState, model: { dof } }: LearnedModel, axis: number, points: Float64Array): Float64Array {
  const count = points.length / 2;
  const states = new Float64Array(count * 2 * dof);
  for (let i = 0; i < count; i++) {
    states.set(anchorState, i * 2 * dof);
    states[i * 2 * dof + axis] = points[2 * i]!;
    states[i * 2 * dof + dof + axis] = points[2 * i + 1]!;
  }
  return states;
}

/** (rows · columns, 2) q, p pairs, row by row from the lowest p. */
function gridPoints(q: readonly number[], p: readonly number[]): Float64Array {
  return Float64Array.from(p.flatMap((py) => q.flatMap((qx) => [qx, py])));
}

function linspace([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

function midpoints([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);
}
