/** Describes one numeric parameter: drives the form, the validation, the command-line flag and the method card. */
export interface ParamSpec {
  /** Symbol as printed in formulas, e.g. `ℓ`. */
  readonly symbol: string;
  readonly label: string;
  /** Unit, or '' when dimensionless. */
  readonly unit: string;
  readonly default: number;
  /** Closed range of accepted values; an open end is written as the smallest accepted number. */
  readonly min: number;
  readonly max: number;
}

/** A parameter that must be > 0, such as a mass or a length. */
export function positive(spec: Pick<ParamSpec, 'symbol' | 'label' | 'unit' | 'default'>): ParamSpec {
  return { ...spec, min: 1e-12, max: 1e12 };
}

/** A parameter that may be any finite number. */
export function real(spec: Pick<ParamSpec, 'symbol' | 'label' | 'unit' | 'default'>): ParamSpec {
  return { ...spec, min: -1e12, max: 1e12 };
}
