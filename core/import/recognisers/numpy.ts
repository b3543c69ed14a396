import type { Recogniser } from './recogniser.ts';

/** `%.18e`, which `savetxt` writes unless told otherwise, and nobody else. */
const NUMBER = /^(?:-?\d\.\d{18}e[+-]\d{2,3}|-?inf|nan)$/;

/** NumPy's `savetxt`: eighteen decimals in scientific notation; the header, if any, is a comment that begins with `#`. */
export const numpy: Recogniser = {
  id: 'numpy',
  label: 'NumPy savetxt',
  recognise({ cells, firstData }) {
    const first = cells[firstData] ?? [];
    if (first.length === 0 || !first.every((cell) => NUMBER.test(cell))) return null;
    return { label: 'NumPy savetxt', format: { hasUnitsRow: false }, preset: {} };
  },
};
