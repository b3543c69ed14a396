import { powerOfTen } from '../../charts/index.ts';
import { formatNumber } from './numbers.ts';

/** A sentence of the service with its numbers as the page writes them: `-0.2` as `−0.2`, `1e-12` as `10⁻¹²`. The digits stay. */
export function typeset(sentence: string): string {
  return sentence.replace(
    /(?<![\w.])(-?)(\d+(?:\.\d+)?)(?:e([+-]?\d+))?/g,
    (_, sign: string, mantissa: string, exponent: string | undefined) => {
      const minus = sign === '' ? '' : '−';
      if (exponent === undefined) return `${minus}${mantissa}`;
      const power = powerOfTen(Number(exponent));
      return `${minus}${mantissa === '1' ? power : `${mantissa}·${power}`}`;
    },
  );
}

/** A value with its error, both to the second digit of the error: `−0.0021 ± 0.0004`; very small and very large ones each for itself. */
export function plusMinus(value: number, error: number): string {
  const decimals = 1 - Math.floor(Math.log10(error));
  if (!(error > 0) || decimals > 5 || Math.max(Math.abs(value), error) >= 1e5) {
    return `${formatNumber(value, 3)} ± ${formatNumber(error, 2)}`;
  }
  const [shownValue, shownError] = [value, error].map((number) => number.toFixed(Math.max(0, decimals)));
  // What rounds to zero has no sign.
  return `${shownValue!.replace(/^-(?=0\.?0*$)/, '').replace('-', '−')} ± ${shownError!}`;
}
