import { evaluateField, planeEnergies, planeStates } from '../../core/network/index.ts';
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
  const grid = { state: model.anchorState, axis, q: linspace(q, columns), p: linspace(p, rows) };
  const isCovered = planeCoverage(model.trainStates, model.box, axis);
  const covered = Uint8Array.from({ length: rows * columns }, (_, i) =>
    Number(isCovered(grid.q[i % columns]!, grid.p[Math.floor(i / columns)]!)),
  );
  // A learned field has no energy.
  const energy = planeEnergies(model.model, grid) ?? new Float64Array();
  return { q, p, columns, rows, energy, deviation: new Float64Array(), covered, arrows: arrows(model, request) };
}

/** (19 · 13, 4) rows of q, p, q̇, ṗ */
function arrows({ model, anchorState }: LearnedModel, { axis, q, p }: FieldRequest): Float64Array {
  const grid = { state: anchorState, axis, q: midpoints(q, ARROW_COLUMNS), p: midpoints(p, ARROW_ROWS) };
  const states = planeStates(grid);
  const count = ARROW_COLUMNS * ARROW_ROWS;
  const velocity = evaluateField(model, states, count);
  const { dof } = model;
  const out = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    const atQ = i * 2 * dof + axis;
    const atP = atQ + dof;
    out.set([states[atQ]!, states[atP]!, velocity[atQ]!, velocity[atP]!], 4 * i);
  }
  return out;
}

function linspace([low, high]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

function midpoints([low, high]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);
}
