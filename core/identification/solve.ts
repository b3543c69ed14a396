import { chooseRidge } from '../fit/ridge/choose-ridge.ts';
import type { RidgeFit, RidgeRule } from '../fit/ridge/choose-ridge.ts';
import { selectColumns } from '../fit/ridge/select-columns.ts';
import type { Piece, RowBlock, RowType, SmoothedPiece } from '../fit/rows/index.ts';
import type { Team } from '../kernels/index.ts';
import { accelerationColumns, columnCount, energyColumnCount, fieldColumns } from '../network/identified-columns.ts';
import { fieldJacobians } from '../network/identified-jacobians.ts';
import type { IdentificationBasis, IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import { triangularFactor } from '../solvers/triangular-factor.ts';
import type { PriorBasis } from './draw-basis.ts';

/** Rows that are written before they are reduced. */
const ROWS_AT_ONCE = 8192;

/** A piece with all that rows of one kind need of it, whatever the columns. */
export interface RowSource {
  readonly piece: SmoothedPiece;
  /** (n, 2d) states at which columns are taken */
  readonly states: Float64Array;
  readonly jacobians: Float64Array | null;
}

/** What makes rows, in dimensionless units. */
export interface RowPlan {
  readonly rowType: RowType;
  /** (D) */
  readonly noise: Float64Array;
  /** Friction of an earlier fit per degree of freedom; looked at for positions only. */
  readonly friction: readonly number[];
  readonly sources: readonly RowSource[];
}

/** The rows of one basis, reduced. */
export interface Factored {
  readonly basis: IdentificationBasis;
  readonly prior: Float64Array;
  readonly factor: Float64Array<ArrayBuffer>;
  readonly rows: number;
}

/** Splits a piece into windows of about so many units of time, each with at least `minSamples` samples. */
export function splitIntoWindows(piece: SmoothedPiece, length: number, minSamples: number): SmoothedPiece[] {
  const { times } = piece;
  const n = times.length;
  const wanted = Math.max(1, Math.round((times[n - 1]! - times[0]!) / length));
  const count = Math.max(1, Math.min(wanted, Math.floor(n / minSamples)));
  const windows: SmoothedPiece[] = [];
  let from = 0;
  for (let k = 1; k <= count; k++) {
    const end = times[0]! + (k / count) * (times[n - 1]! - times[0]!);
    let to = from;
    while (to < n && (k === count || times[to]! < end)) to++;
    if (to - from >= minSamples || k === count) {
      windows.push(cutPiece(piece, from, to));
      from = to;
    }
  }
  return windows.filter((window) => window.times.length >= minSamples);
}

function cutPiece(piece: SmoothedPiece, from: number, to: number): SmoothedPiece {
  const n = piece.times.length;
  const cut = (values: Float64Array) => values.subarray((values.length / n) * from, (values.length / n) * to);
  return {
    trajectory: piece.trajectory,
    times: cut(piece.times),
    measured: cut(piece.measured),
    inputs: cut(piece.inputs),
    smooth: cut(piece.smooth),
    rates: cut(piece.rates),
  };
}

/** States [q, p] at channel values: the same for states, (q, m·q̇) for positions only. @param points (n, D)   @returns (n, 2d) */
export function statesOf(
  points: Float64Array,
  { rates, times }: Pick<SmoothedPiece, 'rates'> & Pick<Piece, 'times'>,
  masses: readonly number[] | null,
): Float64Array {
  if (masses === null) return points;
  const dof = masses.length;
  const states = new Float64Array(2 * points.length);
  for (let i = 0; i < times.length; i++) {
    for (let k = 0; k < dof; k++) {
      states[2 * dof * i + k] = points[dof * i + k]!;
      states[2 * dof * i + dof + k] = masses[k]! * rates[dof * i + k]!;
    }
  }
  return states;
}

/** Gets pieces ready for rows of a kind, with Jacobians of an earlier fit or without. */
export function rowSources(
  pieces: readonly SmoothedPiece[],
  rowType: RowType,
  masses: readonly number[] | null,
  earlier: IdentifiedHamiltonian | null,
): RowSource[] {
  return pieces
    .filter(({ times }) => times.length >= rowType.minSamples)
    .map((piece) => {
      const states = statesOf(rowType.points(piece), piece, masses);
      return { piece, states, jacobians: earlier === null ? null : channelJacobians(earlier, states) };
    });
}

/**
 * Jacobians of the field at states. For a model with masses those of the acceleration with respect to q, in which viscous friction is not: its rows come
 * from the positions. @returns (n, 2d, 2d) or (n, d, d)
 */
function channelJacobians(model: IdentifiedHamiltonian, states: Float64Array): Float64Array {
  const { dof, masses } = model;
  const size = 2 * dof;
  const count = states.length / size;
  const whole = fieldJacobians(model, states, count);
  if (masses === null) return whole;
  const jacobians = new Float64Array(count * dof * dof);
  for (let i = 0; i < count; i++) {
    for (let a = 0; a < dof; a++) {
      for (let b = 0; b < dof; b++) {
        jacobians[(i * dof + a) * dof + b] = whole[(i * size + dof + a) * size + b]! / masses[a]!;
      }
    }
  }
  return jacobians;
}

/** Writes the rows of a basis and reduces them to a triangle. */
export function factorRows({ basis, prior }: PriorBasis, plan: RowPlan, team?: Team): Factored {
  const { rowType, noise, sources } = plan;
  const columns = columnCount(basis);
  const jumps = jumpingColumns(basis, sources);
  // One array for the fields of all windows, one after the other.
  const most = sources.reduce((size, { states }) => Math.max(size, states.length), 0);
  const scratch = new Float64Array((basis.masses === null ? most : most / 2) * columns);
  let waiting: RowBlock[] = [];
  let rows = 0;
  // The rows of many windows become a triangle before the next ones are written, so that long records need no more memory than short ones.
  const reduce = () => {
    const factor = triangularFactor(stack(waiting, columns), team);
    waiting = [{ rows: columns + 1, columns, values: factor }];
    return factor;
  };
  for (const { piece, states, jacobians } of sources) {
    const points = { states, times: piece.times, inputs: piece.inputs };
    const room = scratch.subarray(0, (basis.masses === null ? states.length : states.length / 2) * columns).fill(0);
    const field =
      basis.masses === null
        ? fieldColumns(basis, points, room)
        : accelerationColumns({ ...basis, masses: basis.masses }, points, room);
    const viscous = viscousColumns(basis, plan);
    const block = rowType.write({ piece, noise, columns, field, jacobians, viscous, jumps });
    rows += block.rows;
    waiting.push(block);
    if (waiting.reduce((sum, one) => sum + one.rows, 0) > ROWS_AT_ONCE) reduce();
  }
  return { basis, prior, rows, factor: reduce() };
}

/** Share of the range of an input within one step from which it jumps: a polynomial through the jump would swing. */
const JUMP = 0.3;

/** Columns of known inputs that jump somewhere. */
function jumpingColumns({ forces, ...basis }: IdentificationBasis, sources: readonly RowSource[]): number[] {
  const energy = energyColumnCount({ ...basis, forces });
  return forces.flatMap((force, index) => {
    if (force.kind !== 'input') return [];
    let [low, high, step] = [Infinity, -Infinity, 0];
    for (const { piece } of sources) {
      const count = piece.inputs.length / piece.times.length;
      for (let i = 0; i < piece.times.length; i++) {
        const value = piece.inputs[i * count + force.input]!;
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (i > 0) step = Math.max(step, Math.abs(value - piece.inputs[(i - 1) * count + force.input]!));
      }
    }
    return step > JUMP * (high - low) ? [energy + index] : [];
  });
}

/** Where viscous friction of each degree of freedom stands. */
function viscousColumns(basis: IdentificationBasis, { friction }: RowPlan) {
  const energy = energyColumnCount(basis);
  return Array.from({ length: basis.dof }, (_, axis) => {
    const index = basis.forces.findIndex((force) => force.kind === 'viscous' && force.axis === axis);
    return { column: index < 0 ? -1 : energy + index, coefficient: friction[axis] ?? 0 };
  });
}

function stack(blocks: readonly RowBlock[], columns: number) {
  const starts: number[] = [];
  let next = 0;
  for (const block of blocks) {
    starts.push(next);
    next += block.rows;
  }
  return {
    rows: next,
    columns,
    writeRows: (from: number, to: number, out: Float64Array) => {
      const stride = columns + 1;
      blocks.forEach((block, index) => {
        const start = starts[index]!;
        const first = Math.max(from, start);
        const end = Math.min(to, start + block.rows);
        if (first < end) {
          out.set(block.values.subarray((first - start) * stride, (end - start) * stride), (first - from) * stride);
        }
      });
    },
  };
}

/** A fit on a part of the columns: all of Ĥ, and the forces that are kept. */
export interface PartialFit {
  /** Indices of the forces of the basis that take part. */
  readonly forces: readonly number[];
  /** Indices of the columns that take part. */
  readonly columns: readonly number[];
  readonly ridge: RidgeFit;
}

/** Fits with all columns of Ĥ that `takes` and the named forces. */
export function fitWith(
  { basis, prior, factor, rows }: Factored,
  forces: readonly number[],
  rule: RidgeRule,
  takes: (energyColumn: number) => boolean = () => true,
): PartialFit {
  const energy = energyColumnCount(basis);
  const columns = [
    ...Array.from({ length: energy }, (_, k) => k).filter(takes),
    ...forces.map((index) => energy + index),
  ];
  const selected = selectColumns(factor, columns);
  const ridge = chooseRidge({ factor: selected, prior: Float64Array.from(columns, (k) => prior[k]!), rows }, rule);
  return { forces, columns, ridge };
}

/** The model of a fit that has all columns of Ĥ. */
export function modelOf({ basis }: Factored, { forces, ridge }: PartialFit): IdentifiedHamiltonian {
  return {
    ...basis,
    kind: 'identified-hamiltonian',
    forces: forces.map((index) => basis.forces[index]!),
    coefficients: ridge.coefficients(),
    constant: 0,
  };
}
