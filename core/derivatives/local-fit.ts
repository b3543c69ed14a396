/** Degree of the local polynomials. */
export const LOCAL_ORDER = 3;
const COLUMNS = LOCAL_ORDER + 1;

/** The samples of one local fit, and where it is wanted. */
export interface Neighbourhood {
  readonly centre: number;
  readonly first: number;
  readonly end: number;
  /** Half window, in the unit of time. */
  readonly reach: number;
}

/** Value, slope and second derivative of a cubic. */
export interface LocalCubic {
  readonly value: number;
  readonly slope: number;
  readonly bend: number;
}

/**
 * Cubics fitted to a few neighbouring samples with tricube weights (1 − |u|³)³, u = (t − tᵢ)/reach, at sample i: weighted least squares
 * by modified Gram–Schmidt on [1, u, u², u³ | y − yᵢ], in memory that is used again.
 * @param n samples of the largest neighbourhood
 */
export function createLocalFit(
  n: number,
): (times: Float64Array, values: Float64Array, where: Neighbourhood) => LocalCubic {
  const columns = Array.from({ length: COLUMNS + 1 }, () => new Float64Array(n));
  const upper = Array.from({ length: COLUMNS }, () => new Float64Array(COLUMNS + 1));
  return (times, values, { centre, first, end, reach }) => {
    const count = end - first;
    const offset = values[centre]!;
    for (let k = 0; k < count; k++) {
      const u = (times[first + k]! - times[centre]!) / reach;
      // √ of the weight, as it multiplies rows.
      let entry = Math.max(0, 1 - Math.abs(u) ** 3) ** 1.5;
      columns[COLUMNS]![k] = entry * (values[first + k]! - offset);
      for (let j = 0; j < COLUMNS; j++, entry *= u) columns[j]![k] = entry;
    }
    for (let j = 0; j < COLUMNS; j++) {
      const column = columns[j]!;
      let square = 0;
      for (let k = 0; k < count; k++) square += column[k]! * column[k]!;
      const norm = Math.sqrt(square);
      upper[j]![j] = norm;
      for (let m = j + 1; m <= COLUMNS; m++) {
        const other = columns[m]!;
        let product = 0;
        for (let k = 0; k < count; k++) product += column[k]! * other[k]!;
        product /= norm;
        upper[j]![m] = product;
        const share = product / norm;
        for (let k = 0; k < count; k++) other[k] = other[k]! - share * column[k]!;
      }
    }
    const coefficients = new Float64Array(COLUMNS);
    for (let j = COLUMNS - 1; j >= 0; j--) {
      let rest = upper[j]![COLUMNS]!;
      for (let m = j + 1; m < COLUMNS; m++) rest -= upper[j]![m]! * coefficients[m]!;
      coefficients[j] = rest / upper[j]![j]!;
    }
    return {
      value: offset + coefficients[0]!,
      slope: coefficients[1]! / reach,
      bend: (2 * coefficients[2]!) / reach ** 2,
    };
  };
}
