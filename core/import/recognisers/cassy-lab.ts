import type { Recogniser } from './recogniser.ts';

/** `Zeit t / s`, `zeitliche Ableitung w_1 / rad/s`: quantity, symbol, unit. */
const NAME = /^\S.* \/ \S+$/;

/**
 * CASSY Lab (LD Didactic), tables as CSV: names as `Zeit t / s`, cells separated by semicolons or tabs. Frequency and FFT columns
 * have an axis of their own beside the rows of time, and end earlier.
 */
export const cassyLab: Recogniser = {
  id: 'cassy-lab',
  label: 'CASSY Lab',
  recognise({ header, format }) {
    const time = header.findIndex((name) => /^(?:zeit|time) t\S* \/ \S+$/i.test(name));
    if (header.length < 2 || time === -1 || format.delimiter === ',' || !header.every((name) => NAME.test(name)))
      return null;
    return {
      label: 'CASSY Lab',
      format: { headerRows: 1, hasUnitsRow: false },
      preset: { time: { kind: 'column', column: time, reading: 'number' } },
    };
  },
};
