import { evaluateField, planeEnergies, planeStates, type PlaneGrid } from '../../core/network/index.ts';
import { energyDeviations } from '../../core/identification/posterior/index.ts';
import type { FieldGrid } from '../api/contract.ts';
import type { FieldRequest, LearnedModel } from '../jobs/messages.ts';
import { planeCoverage } from './coverage.ts';

const ARROW_COLUMNS = 19;
const ARROW_ROWS = 13;
/** Points per side at which the deviation of the energy is computed. */
const DEVIATION_SIDE = 61;

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
  return { q, p, columns, rows, energy, deviation: deviations(model, grid), covered, arrows: arrows(model, request) };
}

/** One standard deviation of Ĥ − Ĥ(anchor) on the grid; empty where there is none. */
function deviations({ model, uncertainty, anchorState }: LearnedModel, grid: PlaneGrid): Float64Array {
  if (uncertainty === null || model.kind !== 'identified-hamiltonian') return new Float64Array();
  const coarse = { ...grid, q: thinned(grid.q), p: thinned(grid.p) };
  const states = planeStates(coarse);
  const count = coarse.q.length * coarse.p.length;
  const values = energyDeviations(model, uncertainty.posterior, states, count, anchorState);
  return onGrid(values, coarse, grid);
}

/** The same range in few even steps: a deviation is smooth, and each one costs as much as a thousand energies. */
function thinned(side: Float64Array): Float64Array {
  return side.length <= DEVIATION_SIDE ? side : linspace([side[0]!, side.at(-1)!], DEVIATION_SIDE);
}

/** Linear between the points of a coarse grid. @param values (rows, columns) of the coarse one */
function onGrid(values: Float64Array, coarse: PlaneGrid, { q, p }: PlaneGrid): Float64Array {
  const columns = coarse.q.length;
  const out = new Float64Array(q.length * p.length);
  for (let row = 0, at = 0; row < p.length; row++) {
    const up = placeOf(row, p.length, coarse.p.length);
    for (let column = 0; column < q.length; column++, at++) {
      const right = placeOf(column, q.length, columns);
      const along = (line: number) => {
        const from = line * columns + right.from;
        return values[from]! + right.share * (values[line * columns + right.to]! - values[from]!);
      };
      out[at] = along(up.from) + up.share * (along(up.to) - along(up.from));
    }
  }
  return out;
}

/** Where point `index` of `count` lies among fewer points over the same range. */
function placeOf(index: number, count: number, fewer: number) {
  const place = count === 1 ? 0 : (index * (fewer - 1)) / (count - 1);
  const from = Math.min(Math.floor(place), Math.max(0, fewer - 2));
  return { from, to: Math.min(from + 1, fewer - 1), share: place - from };
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
