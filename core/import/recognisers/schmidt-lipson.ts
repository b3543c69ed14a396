import type { Recogniser } from './recogniser.ts';

/** MATLAB's `%.16e` on Windows of that time: three digits in the exponent. */
const LONG_NUMBER = /^-?\d\.\d{16}e[+-]\d{3}$/;

/**
 * Text files of the supplement of M. Schmidt and H. Lipson, Science 324 (2009) 81–85: a comment names the positions and velocities
 * (`% o v`, `% x1 x2 v1 v2`); the rows hold trial and time before them, and sometimes more behind.
 */
export const schmidtLipson: Recogniser = {
  id: 'schmidt-lipson',
  label: 'Schmidt–Lipson',
  recognise({ lines, cells, firstData, format }) {
    const names = /^%\s*((?:[ox]\d? )+)((?:v\d? ?)+)$/.exec(lines[0]?.trim() ?? '');
    const first = cells[firstData] ?? [];
    if (names === null || format.delimiter !== ' ' || !first.every((cell) => LONG_NUMBER.test(cell))) return null;
    const [positions, velocities] = [names[1]!, names[2]!].map((list) => list.trim().split(/\s+/).length);
    if (positions !== velocities || first.length < 2 + 2 * positions!) return null;
    const q = Array.from({ length: positions! }, (_, i) => 2 + i);
    return {
      label: 'Schmidt–Lipson',
      format: { comment: '%', skipLines: 0, headerRows: 0, isHeaderInComment: false, hasUnitsRow: false },
      preset: {
        time: { kind: 'column', column: 1, reading: 'number' },
        roles: { q, p: q.map((column) => column + q.length), dq: [], dp: [], run: 0, parameters: [], inputs: [] },
      },
    };
  },
};
