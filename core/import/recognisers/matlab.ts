import type { FileLook, Recogniser } from './recogniser.ts';

/** `%.15g`, as `writematrix` and `writetable` write numbers. */
const MOST_DIGITS = 15;

/**
 * MATLAB's `writetable` with the names it gives itself (`Var1`, `Var2`, …), and `writematrix`, which writes no names: commas, and
 * numbers of up to fifteen digits, some of which need all of them.
 */
export const matlab: Recogniser = {
  id: 'matlab',
  label: 'MATLAB',
  recognise(look) {
    const { header, format } = look;
    if (header.length > 1 && header.every((name, column) => name === `Var${column + 1}`)) {
      return { label: 'MATLAB writetable', format: { headerRows: 1, hasUnitsRow: false }, preset: {} };
    }
    if (header.length > 0 || format.delimiter !== ',' || format.skipLines > 0 || !hasFifteenDigits(look)) return null;
    return { label: 'MATLAB writematrix', format: { headerRows: 0, hasUnitsRow: false }, preset: {} };
  },
};

function hasFifteenDigits({ cells, firstData }: FileLook): boolean {
  const digits = cells
    .slice(firstData)
    .flat()
    .filter((cell) => /\d\.\d/.test(cell))
    .map((cell) => cell.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length);
  const full = digits.filter((count) => count === MOST_DIGITS).length;
  // One number in ten ends with a zero, which is not written.
  return digits.length > 0 && 2 * full > digits.length && digits.every((count) => count <= MOST_DIGITS);
}
