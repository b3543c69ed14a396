/** Powers of ten beyond which nothing is decided here. With at most 18 digits before them no step over- or underflows. */
const LARGEST_POWER = 250;

/** 10^k as the sum of a double and what it lacks, which together are exact to 2⁻¹⁰⁶; exact up to 10²² in the first alone. */
const POWERS = Float64Array.from({ length: LARGEST_POWER + 1 }, (_, k) => Number(`1e${k}`));
const POWER_RESTS = POWERS.map((power, k) => Number(10n ** BigInt(k) - BigInt(power)));

/** 2²⁷ + 1 cuts a double into two halves of 26 bits. */
const SPLITTER = 134217729;
/** All roundings below together are less than 2⁻¹⁰⁰ of the value. */
const UNCERTAINTY = 2 ** -90;

/**
 * The double nearest to (high · 10^lowDigits + low + rest / 10^restDigits) · 10^exponent, as `Number` would read the decimal; NaN when
 * that cannot be decided here: for huge exponents, and within 2⁻⁹⁰ of the middle between two doubles.
 *
 * Up to 15 digits and powers up to 10²² one multiplication or division of exact numbers is rounded once (Clinger, "How to read floating
 * point numbers accurately", PLDI 1990). Otherwise the value is computed as a sum of two doubles with error-free products (Dekker,
 * "A floating-point technique for extending the available precision", Numer. Math. 18, 1971), and taken when both ends of its
 * uncertainty round to the same double.
 * @param high first 9 digits   @param low next `lowDigits` ≤ 9   @param rest next `restDigits` ≤ 9; they count as a fraction
 */
export function nearestDouble(
  high: number,
  low: number,
  lowDigits: number,
  rest: number,
  restDigits: number,
  exponent: number,
): number {
  if (high === 0) return 0;
  const top = high * POWERS[lowDigits]!;
  const head = top + low;
  if (lowDigits <= 6 && exponent >= -22 && exponent <= 22) {
    return exponent < 0 ? head / POWERS[-exponent]! : head * POWERS[exponent]!;
  }
  if (exponent < -LARGEST_POWER || exponent > LARGEST_POWER) return NaN;
  const tail = low - (head - top) + rest / POWERS[restDigits]!;
  let value: number;
  let correction: number;
  if (exponent < 0) {
    const power = POWERS[-exponent]!;
    value = head / power;
    const product = value * power;
    const remainder = head - product - productError(value, power, product);
    correction = (remainder + tail - value * POWER_RESTS[-exponent]!) / power;
  } else {
    const power = POWERS[exponent]!;
    value = head * power;
    correction = productError(head, power, value) + (tail * power + head * POWER_RESTS[exponent]!);
  }
  const doubt = value * UNCERTAINTY;
  const least = value + (correction - doubt);
  return least === value + (correction + doubt) ? least : NaN;
}

/** a · b − product, exactly, for product = fl(a · b). */
function productError(a: number, b: number, product: number): number {
  const a1 = SPLITTER * a - (SPLITTER * a - a);
  const b1 = SPLITTER * b - (SPLITTER * b - b);
  const a2 = a - a1;
  const b2 = b - b1;
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2;
}
