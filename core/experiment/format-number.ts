const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A number as a sentence says it: few significant digits, true minus, powers of ten below 0.001 and from 100 000 on. */
export function formatNumber(value: number, digits = 3): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [mantissa, exponent] = rounded.toExponential().split('e') as [string, string];
    const power = Array.from(String(Number(exponent)), (character) => SUPERSCRIPTS[character]!).join('');
    return `${mantissa.replace('-', '−')}·10${power}`;
  }
  return String(rounded).replace('-', '−');
}

/** A relative error as a sentence says it: per cent with a thin space, or a power of ten below 0.01 %. */
export function formatRelative(value: number, digits = 2): string {
  return Math.abs(value) < 1e-4 ? formatNumber(value, digits) : `${formatNumber(100 * value, digits)}\u2009%`;
}
