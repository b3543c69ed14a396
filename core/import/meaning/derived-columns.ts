import { CoreError } from '../../errors.ts';
import type { DerivedColumn } from '../recipe.ts';

/** A derived column over all rows of a table. */
export interface DerivedValues {
  /** (rows) NaN where an input is NaN or the row is invalid. */
  readonly values: Float64Array;
  /** Rows whose inputs are numbers but whose result is none, in order. */
  readonly invalid: readonly { readonly row: number; readonly reason: string }[];
}

/**
 * Computes derived columns row by row, in order; a later one may use an earlier one. See `DerivedColumn` for the formulas.
 * @param columnCount columns of the table; derived[k] is column columnCount + k
 * @param columnOf (rows) values of a column of the table after unit conversion, NaN where there is none
 * @throws CoreError `missing-column` for a column that does not exist or is computed later, `bad-argument` for a number that is not finite
 */
export function computeDerived(
  derived: readonly DerivedColumn[],
  columnCount: number,
  columnOf: (column: number) => Float64Array,
): DerivedValues[] {
  const computed: DerivedValues[] = [];
  derived.forEach((entry, k) => {
    check(entry, columnCount, k);
    const inputs = inputsOf(entry).map((column) =>
      column < columnCount ? columnOf(column) : computed[column - columnCount]!.values,
    );
    computed.push(compute(entry, inputs));
  });
  return computed;
}

/** The columns that a derived column is computed from. */
export function inputsOf(derived: DerivedColumn): number[] {
  switch (derived.kind) {
    case 'polar-angle':
    case 'radius':
      return [derived.x, derived.y];
    case 'combination':
      return derived.terms.map(({ column }) => column);
    case 'logarithm':
      return [derived.of];
  }
}

function compute(derived: DerivedColumn, inputs: readonly Float64Array[]): DerivedValues {
  const formula = formulaOf(derived, inputs);
  const values = new Float64Array(inputs[0]!.length);
  const invalid: { row: number; reason: string }[] = [];
  for (let row = 0; row < values.length; row++) {
    if (inputs.some((column) => Number.isNaN(column[row]!))) {
      values[row] = NaN;
      continue;
    }
    const value = formula(row);
    if (Number.isFinite(value)) {
      values[row] = value;
      continue;
    }
    values[row] = NaN;
    invalid.push({ row, reason: REASONS[derived.kind] ?? 'too large for a number' });
  }
  return { values, invalid };
}

const REASONS: Readonly<Partial<Record<DerivedColumn['kind'], string>>> = {
  logarithm: 'no logarithm: the value is not positive',
  'polar-angle': 'no angle: the point is the origin',
};

function formulaOf(derived: DerivedColumn, inputs: readonly Float64Array[]): (row: number) => number {
  const [first, second] = [inputs[0]!, inputs[1] ?? inputs[0]!];
  switch (derived.kind) {
    case 'polar-angle': {
      const [x0, y0] = derived.origin;
      const angle = ANGLES[derived.zero];
      return (row) => angle(first[row]! - x0, second[row]! - y0);
    }
    case 'radius': {
      const [x0, y0] = derived.origin;
      return (row) => Math.hypot(first[row]! - x0, second[row]! - y0);
    }
    case 'combination':
      return (row) => derived.terms.reduce((sum, { factor }, k) => sum + factor * inputs[k]![row]!, 0);
    case 'logarithm':
      return (row) => Math.log(first[row]!);
  }
}

/** Angles of a vector within (−π, π]. `+ 0` makes a negative zero positive, for which atan2 gives −π instead of π. */
const ANGLES = {
  right: (x: number, y: number) => direction(y, x),
  down: (x: number, y: number) => direction(x, -y),
  up: (x: number, y: number) => direction(-x, y),
} as const;

function direction(opposite: number, adjacent: number): number {
  return opposite === 0 && adjacent === 0 ? NaN : Math.atan2(opposite + 0, adjacent);
}

function check(derived: DerivedColumn, columnCount: number, k: number): void {
  const inputs = inputsOf(derived);
  if (inputs.length === 0) {
    throw new CoreError('bad-argument', `Column '${derived.name}' is a sum of no columns.`, {
      hint: 'Add a column to it, or remove it.',
    });
  }
  const missing = inputs.find((column) => !Number.isInteger(column) || column < 0 || column >= columnCount + k);
  if (missing !== undefined) {
    throw new CoreError(
      'missing-column',
      `Column '${derived.name}' is computed from column ${missing + 1}, but only ${columnCount + k} come before it.`,
      { hint: 'Choose a column of the table, or one that is computed earlier.', context: { column: missing } },
    );
  }
  const numbers =
    derived.kind === 'combination'
      ? derived.terms.map(({ factor }) => factor)
      : 'origin' in derived
        ? derived.origin
        : [];
  const bad = numbers.find((value) => !Number.isFinite(value));
  if (bad === undefined) return;
  throw new CoreError('bad-argument', `Column '${derived.name}' is computed with ${bad}, which is no finite number.`, {
    hint: 'Enter a number.',
  });
}
