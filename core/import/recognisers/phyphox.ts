import type { Recogniser } from './recogniser.ts';

/** Java's scientific format: `2.062289700E-2`, `5.024349958E0`, with a comma in some settings. */
const SCIENTIFIC = /^-?\d[.,]\d+E-?\d+$/;

/** phyphox (phyphox.org), experiment data as CSV: every name quoted, as `"Time (s)"`, every number in scientific notation. */
export const phyphox: Recogniser = {
  id: 'phyphox',
  label: 'phyphox',
  recognise({ lines, cells, header, firstData, format }) {
    const headerLine = lines[firstData - 1] ?? '';
    const isQuoted = headerLine.trim().startsWith('"') && headerLine.split('"').length === 2 * header.length + 1;
    const isNamed = header.every((name) => /^\S.* \([^()]+\)$/.test(name)) && /^(?:time|zeit) /i.test(header[0] ?? '');
    const first = (cells[firstData] ?? []).filter((cell) => cell !== '' && cell !== 'NaN');
    if (!isQuoted || !isNamed || first.length === 0 || !first.every((cell) => SCIENTIFIC.test(cell) || cell === '0')) {
      return null;
    }
    return {
      label: 'phyphox',
      format: { headerRows: 1, hasUnitsRow: false, skipLines: format.skipLines },
      preset: { time: { kind: 'column', column: 0, reading: 'number' } },
    };
  },
};
