import { CoreError } from '../errors.ts';
import type { LeastSquaresProblem, SlopeRows } from './least-squares-solver.ts';
import type { Workspace } from './workspace.ts';

/** Powers of two by which matrix and right side were divided: exact, and it keeps squares of very large or small data in range. */
export interface Scaling {
  readonly matrix: number;
  readonly right: number;
}

/** The refusal for rows that are not numbers. */
export function notFinite(): CoreError {
  return new CoreError('not-finite', 'The equations of the fit hold numbers that are too large or not finite.', {
    hint: 'Scale the data to moderate numbers.',
  });
}

/** Writes a problem into the memory of a solve. @throws CoreError `not-finite` */
export function loadProblem(space: Workspace, problem: LeastSquaresProblem): Scaling {
  return problem.slopeRows === undefined ? loadRows(space, problem) : loadSlopeRows(space, problem.slopeRows);
}

function loadSlopeRows(space: Workspace, rows: SlopeRows): Scaling {
  const { floats, layout, sizes } = space;
  const { inputs, components, padded, tilePoints } = sizes;
  const { width, weights, biases } = rows.layer;
  const stride = sizes.columns + 1;
  const scaling = { matrix: powerOfTwo(largest(rows.scales)), right: powerOfTwo(largest(rows.targets)) };
  largest(rows.states);
  largest(weights);
  largest(biases);
  const dense = powerOfTwo(largest(rows.extraRows.filter((_, i) => i % stride < sizes.columns)));
  largest(rows.extraRows);
  writeTiles(rows.states, inputs, 1, layout.states);
  writeTiles(rows.targets, components, scaling.right, layout.targets);
  floats.fill(0, layout.weights / 8, layout.weights / 8 + padded * inputs);
  floats.set(weights, layout.weights / 8);
  floats.fill(0, layout.biases / 8, layout.biases / 8 + padded);
  floats.set(biases, layout.biases / 8);
  const scales = layout.scales / 8;
  floats.fill(0, scales, scales + padded * components);
  for (let i = 0; i < width * components; i++) floats[scales + i] = rows.scales[i]! / scaling.matrix;
  floats.fill(0, layout.extra / 8, layout.extra / 8 + sizes.extraRows * padded);
  for (let row = 0; row < sizes.extraRows; row++) {
    for (let j = 0; j < sizes.columns; j++) {
      floats[layout.extra / 8 + row * padded + j] = rows.extraRows[row * stride + j]! / dense;
    }
    // Brought to the size of the other rows, because μ is measured by all of them.
    floats[layout.extraTargets / 8 + row] =
      (rows.extraRows[row * stride + sizes.columns]! / scaling.right) * (scaling.matrix / dense);
  }
  return scaling;

  /** (K, size) row-major to (tiles, size, tilePoints), zeros after the last point. */
  function writeTiles(source: Float64Array, size: number, divisor: number, out: number): void {
    const at = out / 8;
    floats.fill(0, at + (sizes.tiles - 1) * size * tilePoints, at + sizes.tiles * size * tilePoints);
    for (let k = 0; k < sizes.points; k++) {
      const tile = Math.floor(k / tilePoints);
      const to = at + tile * size * tilePoints + (k - tile * tilePoints);
      for (let i = 0; i < size; i++) floats[to + i * tilePoints] = source[k * size + i]! / divisor;
    }
  }
}

/** Rows at a time, so that little is held twice. */
const ROWS_AT_ONCE = 64;

/** The rows themselves as slopes of one component with scale 1; all tiles are kept, or none. */
function loadRows(space: Workspace, problem: LeastSquaresProblem): Scaling {
  const { floats, layout, sizes } = space;
  const { padded, tilePoints, columns } = sizes;
  const slopes = layout.slopes / 8;
  const targets = layout.targets / 8;
  const kept = sizes.keptTiles * padded * tilePoints;
  floats.fill(0, slopes, slopes + kept);
  floats.fill(0, targets, targets + sizes.tiles * tilePoints);
  floats.fill(1, layout.scales / 8, layout.scales / 8 + padded);
  let matrix = 0;
  let right = 0;
  forEachRow(problem, 0, problem.rows, (row, values, at) => {
    const tile = Math.floor(row / tilePoints);
    const to = slopes + tile * padded * tilePoints + (row - tile * tilePoints);
    for (let j = 0; j < columns; j++) {
      const value = values[at + j]!;
      if (kept > 0) floats[to + j * tilePoints] = value;
      if (!(Math.abs(value) <= matrix)) matrix = finiteSize(value);
    }
    const value = values[at + columns]!;
    floats[targets + row] = value;
    if (!(Math.abs(value) <= right)) right = finiteSize(value);
  });
  const scaling = { matrix: powerOfTwo(matrix), right: powerOfTwo(right) };
  for (let i = 0; i < kept; i++) floats[slopes + i]! /= scaling.matrix;
  for (let i = 0; i < sizes.tiles * tilePoints; i++) floats[targets + i]! /= scaling.right;
  return scaling;
}

/** Visits the rows first … end − 1 of [A | b] in order. */
export function forEachRow(
  problem: LeastSquaresProblem,
  first: number,
  end: number,
  visit: (row: number, values: Float64Array, at: number) => void,
): void {
  const stride = problem.columns + 1;
  const buffer = new Float64Array(ROWS_AT_ONCE * stride);
  for (let from = first; from < end; from += ROWS_AT_ONCE) {
    const to = Math.min(from + ROWS_AT_ONCE, end);
    problem.writeRows(from, to, buffer);
    for (let row = from; row < to; row++) visit(row, buffer, (row - from) * stride);
  }
}

/** The largest |value|. @throws CoreError `not-finite` */
function largest(values: Float64Array): number {
  let size = 0;
  for (const value of values) if (!(Math.abs(value) <= size)) size = finiteSize(value);
  return size;
}

function finiteSize(value: number): number {
  if (!Number.isFinite(value)) throw notFinite();
  return Math.abs(value);
}

/** The power of two at or below a size; 1 for 0. */
function powerOfTwo(size: number): number {
  if (size === 0) return 1;
  return 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(size))));
}
