const DECIMAL = /^"?\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*"?$/;

/**
 * The double nearest to a decimal, by exact integer arithmetic: m · 10ᵉ as a fraction of big integers, divided with 55 or more bits and
 * rounded half to even once. Shares nothing with the reader that it checks.
 * @returns null for a text that is no decimal, and where the nearest double is infinite
 */
export function decimalOf(text: string, decimal: '.' | ',', thousands: string): number | null {
  let plain = text.trim().replace('\u2212', '-');
  if (thousands !== 'none') plain = withoutThousands(plain, decimal, thousands);
  if (decimal === ',') plain = plain.includes('.') ? '' : plain.replace(',', '.');
  const match = DECIMAL.exec(plain);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return null;
  const digits = BigInt(whole + fraction);
  const power = Number(exponent) - fraction.length;
  const size = nearestDouble(digits, power);
  if (size === null) return null;
  return sign === '-' ? -size : size;
}

function withoutThousands(text: string, decimal: string, mark: string): string {
  const marks = mark === ' ' ? ' \u00a0\u202f' : mark;
  const [whole = '', ...rest] = text.split(decimal);
  const groups = new RegExp(`^("?[+-]?\\d{1,3})(?:[${marks}]\\d{3})+("?)$`);
  if (!groups.test(whole)) return text;
  return [whole.replaceAll(new RegExp(`[${marks}]`, 'g'), ''), ...rest].join(decimal);
}

function nearestDouble(digits: bigint, power: number): number | null {
  if (digits === 0n) return 0;
  const magnitude = String(digits).length + power;
  if (magnitude > 310) return null;
  if (magnitude < -326) return 0;
  const top = power >= 0 ? digits * 10n ** BigInt(power) : digits;
  const bottom = power >= 0 ? 1n : 10n ** BigInt(-power);
  // Scale so that the quotient has 54 or 55 bits, but never finer than half of the smallest double, 2^-1075.
  let shift = 55 - (bitLength(top) - bitLength(bottom));
  shift = Math.min(shift, 1075);
  const scaledTop = shift >= 0 ? top << BigInt(shift) : top;
  const scaledBottom = shift >= 0 ? bottom : bottom << BigInt(-shift);
  let quotient = scaledTop / scaledBottom;
  const isInexact = scaledTop % scaledBottom !== 0n;
  const extra = Math.max(bitLength(quotient) - 53, shift === 1075 ? 1 : 0);
  const half = 1n << BigInt(extra - 1);
  const rest = quotient & ((1n << BigInt(extra)) - 1n);
  quotient >>= BigInt(extra);
  if (rest > half || (rest === half && (isInexact || (quotient & 1n) === 1n))) quotient += 1n;
  const value = scaleByTwo(Number(quotient), extra - shift);
  return Number.isFinite(value) ? value : null;
}

/** value · 2^exponent in steps that neither overflow nor round. */
function scaleByTwo(value: number, exponent: number): number {
  let [scaled, left] = [value, exponent];
  while (left > 0) {
    const step = Math.min(left, 900);
    scaled *= 2 ** step;
    left -= step;
  }
  while (left < 0) {
    const step = Math.min(-left, 900);
    scaled /= 2 ** step;
    left += step;
  }
  return scaled;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
