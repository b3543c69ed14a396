import type { RowTypeId } from '../fit/rows/row-type.ts';

export type FrictionLaw = 'viscous' | 'quadratic' | 'dry' | 'network';

/** Columns of Ĥ that a user may add: exponentials for populations in logarithms, cosine and sine for angles. */
export type LibraryColumn = 'exp-q' | 'exp-p' | 'cos-q' | 'sin-q' | 'cos-p' | 'sin-p';

/** A known input, and the degree of freedom (counted from 0) that it pushes. */
export interface InputUse {
  readonly name: string;
  readonly axis: number;
}

/**
 * What an identification from measured motion is asked for. Everything that is null or `auto` is found from the data and shown with its value.
 * Plain data, part of the run's configuration.
 */
export interface IdentificationOptions {
  /** The last rows; `auto`: whitened windows, double integrals for positions only, exact rows when derivatives are exact. */
  readonly rows: 'auto' | RowTypeId;
  /** Standard deviation of the noise per channel, in the units of the data: [q…, p…], or [q…] for positions only. */
  readonly noise: readonly number[] | null;
  /** Half width of the smoother, in the unit of time. */
  readonly smoothing: number | null;
  /** Length of a window with a start value of its own, in periods. */
  readonly window: number | null;
  /** Scale of the neurons' weights per standard deviation of the data: small is smooth. */
  readonly roughness: number | null;
  readonly friction: 'auto' | 'off' | FrictionLaw;
  /** Degrees of freedom (counted from 0) whose q is an angle of full turns. */
  readonly periodic: readonly number[];
  readonly library: readonly LibraryColumn[];
  /** False: library columns (with the linear and quadratic ones) alone, no neurons. */
  readonly hasNetwork: boolean;
  /** Known inputs that push a degree of freedom: name of the column, and which. `auto`: all that vary, when there is one degree of freedom to push. */
  readonly inputs: 'auto' | readonly InputUse[];
  /** Drives of known frequency (cycles per unit of time) with unknown amplitude and phase. */
  readonly drives: readonly { readonly frequency: number; readonly axis: number }[];
  /** A constant torque on each periodic degree of freedom. */
  readonly torque: boolean;
  /** `auto`: when no momentum and no velocity was measured. */
  readonly positionsOnly: 'auto' | boolean;
  /** Masses for positions only; null: those of the import, 1 unless given there. */
  readonly masses: readonly number[] | null;
  /** Looks for the ratio of the masses of two or more degrees of freedom, for positions only. */
  readonly isMassRatioSought: boolean;
  readonly ridge: 'evidence' | 'robust-gcv';
}

export const IDENTIFICATION_DEFAULTS: IdentificationOptions = {
  rows: 'auto',
  noise: null,
  smoothing: null,
  window: null,
  roughness: null,
  friction: 'auto',
  periodic: [],
  library: [],
  hasNetwork: true,
  inputs: 'auto',
  drives: [],
  torque: false,
  positionsOnly: 'auto',
  masses: null,
  isMassRatioSought: false,
  ridge: 'evidence',
};
