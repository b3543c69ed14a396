import type { TableFormat } from './table-format.ts';

/**
 * Every choice of one import, as plain data: it is proposed, shown, changed, stored with the data set and remembered per format.
 * The same recipe on the same bytes gives the same bits.
 *
 * Columns are counted from 0. Behind the n columns of the table stand the derived ones: `derived[k]` is column n + k and may be used
 * wherever a column may.
 */
export interface ImportRecipe {
  readonly format: TableFormat;
  /** Id of the recogniser that proposed the format; null when none did. */
  readonly recogniser: string | null;
  readonly columns: readonly ColumnRecipe[];
  readonly derived: readonly DerivedColumn[];
  readonly time: TimeSource;
  readonly roles: ColumnRoles;
  /** Mass of each degree of freedom for momenta that come from velocities: pᵢ = mᵢ · dqᵢ/dt. Read only where `roles.p` is empty. */
  readonly masses: readonly number[];
  readonly rows: RowRules;
  readonly trajectories: TrajectoryRules;
  /** Done in this order to each trajectory; those that are off are kept in the list. */
  readonly steps: readonly PrepareStep[];
  readonly derivative: DerivativeChoice;
  /** Codes of the questions (`ImportQuestion`) that were answered: an import with an open question is refused. */
  readonly answered: readonly QuestionCode[];
}

/** What is known or changed of one column; a column without an entry is used as it stands. */
export interface ColumnRecipe {
  readonly column: number;
  /** Unit of the numbers in the file, e.g. `deg`; '' when unknown. */
  readonly unit: string;
  /** Unit they are converted to; equal to `unit` for no conversion. */
  readonly toUnit: string;
}

/** A column computed from others, row by row, after unit conversion. */
export type DerivedColumn =
  /** Angle of the vector (x − x₀, y − y₀), in radians within (−π, π]. `down`: 0 hangs along −y, counter-clockwise: atan2(x, −y); `right`: atan2(y, x); `up`: atan2(−x, y). */
  | {
      readonly kind: 'polar-angle';
      readonly name: string;
      readonly x: number;
      readonly y: number;
      readonly origin: readonly [x: number, y: number];
      readonly zero: 'right' | 'down' | 'up';
    }
  /** √((x − x₀)² + (y − y₀)²) */
  | {
      readonly kind: 'radius';
      readonly name: string;
      readonly x: number;
      readonly y: number;
      readonly origin: readonly [x: number, y: number];
    }
  /** Σ factor · column: a difference (1, −1), a momentum m·v, one row of M·v. */
  | {
      readonly kind: 'combination';
      readonly name: string;
      readonly terms: readonly { readonly column: number; readonly factor: number }[];
    }
  /** Natural logarithm; a row with a value ≤ 0 is refused. */
  | { readonly kind: 'logarithm'; readonly name: string; readonly of: number };

/** Where time comes from. Times of `date` and `julian-date` become seconds since the first sample of the data. */
export type TimeSource =
  /** A column of numbers in its unit (`columns`), of ISO 8601 dates or times, or of Julian dates (days). */
  | {
      readonly kind: 'column';
      readonly column: number;
      readonly reading: 'number' | 'date' | 'julian-date';
      /** Which number of `03/04/2024` is the day; without it the dates themselves must show it. */
      readonly dateOrder?: 'day-first' | 'month-first';
    }
  /** No column: row k of a trajectory is at k · step. */
  | { readonly kind: 'step'; readonly step: number; readonly unit: string }
  /** Frame numbers: t = frame / rate, in s. */
  | { readonly kind: 'frame'; readonly column: number; readonly rate: number };

/** What columns mean; the order of a list is the order of the degrees of freedom. A column may have several roles (v is dq/dt and, for unit mass, p). */
export interface ColumnRoles {
  readonly q: readonly number[];
  /** Empty: p = m · dq/dt. */
  readonly p: readonly number[];
  /** Columns of dq/dt, as many as q; empty: estimated. */
  readonly dq: readonly number[];
  /** Columns of dp/dt, as many as q; empty: estimated. */
  readonly dp: readonly number[];
  /** Column of the trajectory's id; null: none. */
  readonly run: number | null;
  /** Columns that are constant within a trajectory (a mass, a length): kept beside it, not learned from. */
  readonly parameters: readonly number[];
  /** Columns of known inputs u(t): a force, a drive, a torque, the angle of a motor. */
  readonly inputs: readonly number[];
}

/** What becomes of rows that cannot be used as they are. No rule repairs a number. */
export interface RowRules {
  /** Rows with an unreadable or missing cell: left out, left out and the trajectory cut there, or the file is refused. */
  readonly bad: 'leave-out' | 'cut' | 'refuse';
  /** Rows of one trajectory whose time falls although no new run begins there: sorted by time (stable), or the file is refused. */
  readonly unsorted: 'sort' | 'refuse';
  /** Rows with a time that was there before: identical ones are dropped; of others the first or the last is kept, their mean taken, or the file is refused. */
  readonly repeated: 'first' | 'last' | 'mean' | 'refuse';
}

/** Where one trajectory ends and the next begins, besides files and the id column. */
export interface TrajectoryRules {
  /** Time falls back to (about) the beginning. */
  readonly atTimeReset: boolean;
  /** A step longer than so many median steps; null: never. */
  readonly atGap: number | null;
  readonly atBlankLine: boolean;
  readonly atRepeatedHeader: boolean;
  /** Tables that stand side by side: groups of equally many columns, each a trajectory; roles name columns of the first group. Null: one table. */
  readonly sideBySide: readonly (readonly number[])[] | null;
  /** Ids of trajectories that are left out. */
  readonly leftOut: readonly string[];
}

/** One thing done to each trajectory. `columns` are columns of the recipe with a role. */
export type PrepareStep = { readonly isOn: boolean } &
  /** Adds multiples of 2π (in the column's unit: 360 for degrees) so that no step is longer than half a turn. */
  (
    | { readonly kind: 'unwrap'; readonly columns: readonly number[] }
    /** Subtracts `by`, or the mean over all trajectories. */
    | { readonly kind: 'offset'; readonly column: number; readonly by: number | 'mean' }
    /** Multiplies by −1. */
    | { readonly kind: 'flip'; readonly columns: readonly number[] }
    /** Subtracts the least-squares line over time of each trajectory. */
    | { readonly kind: 'detrend'; readonly columns: readonly number[] }
    /** Replaces a rate by its integral over time, from 0 at the start of each trajectory (trapezoids): an angle from a gyroscope. */
    | { readonly kind: 'integrate'; readonly column: number }
    /** Keeps from ≤ t ≤ to; null: no limit on that side. */
    | { readonly kind: 'window'; readonly from: number | null; readonly to: number | null }
    /** Leaves out so many rows at both ends of each trajectory. */
    | { readonly kind: 'drop-ends'; readonly rows: number }
    /** Leaves out rows further than `limit` robust standard deviations (1.4826 · MAD) from the local median of seven samples. */
    | { readonly kind: 'outliers'; readonly columns: readonly number[]; readonly limit: number }
    /** Even steps, by linear interpolation between neighbours; when coarser than the data, after averaging over one step. */
    | { readonly kind: 'resample'; readonly step: number }
    /** Shifts time so that each trajectory starts at 0. */
    | { readonly kind: 'start-at-zero' }
  );

export type PrepareStepKind = PrepareStep['kind'];

/** How derivatives without a column are estimated. */
export interface DerivativeChoice {
  /** Id of a derivative method, or `auto`: what `chooseDerivative` takes for these data. */
  readonly method: 'auto' | DerivativeMethodId;
  /** Length of the window in the unit of time, for methods that have one; null: from the dominant period. */
  readonly window: number | null;
  /** Rows at the ends, where estimates are one-sided: kept but not fitted, or fitted too. */
  readonly ends: 'drop' | 'keep';
  /** Takes the method's smoothed curve for q (and given p) instead of the measured values. Changes numbers, so it is off by default. */
  readonly isSmoothed: boolean;
}

export type DerivativeMethodId = 'central' | 'savitzky-golay' | 'smoothing-spline' | 'local-polynomial';

/** What must be decided by a person. */
export type QuestionCode =
  /** `1,234` may be a thousand or one and a bit. */
  | 'decimal-mark'
  /** `03/04/2024` may be in March or in April. */
  | 'date-order';
