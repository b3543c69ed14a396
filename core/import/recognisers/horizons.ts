import type { Recogniser } from './recogniser.ts';

/**
 * JPL Horizons (ssd.jpl.nasa.gov), vector tables as CSV: Julian date, calendar date as text, X Y Z, VX VY VZ and more, each line with
 * a trailing comma. As downloaded, the rows stand between `$$SOE` and `$$EOE` amid prose; often only header and rows are kept.
 */
export const horizons: Recogniser = {
  id: 'horizons',
  label: 'JPL Horizons',
  recognise({ header, lines }) {
    const names = header.map((name) => name.toUpperCase());
    if (!/^JD(?:TDB|TT|UT)$/.test(names[0] ?? '')) return null;
    const columnsOf = (wanted: readonly string[]) => wanted.map((name) => names.indexOf(name));
    const q = columnsOf(['X', 'Y', 'Z']);
    const v = columnsOf(['VX', 'VY', 'VZ']);
    const hasState = [...q, ...v].every((column) => column !== -1);
    const isKmPerS = lines.some((line) => /^Output units\s*:\s*KM-S\b/i.test(line));
    const units =
      isKmPerS && hasState
        ? [...q.map((column) => [column, 'km'] as const), ...v.map((column) => [column, 'km/s'] as const)]
        : [];
    return {
      label: 'JPL Horizons',
      format: { hasUnitsRow: false },
      preset: {
        ...(units.length > 0 && { columns: units.map(([column, unit]) => ({ column, unit, toUnit: unit })) }),
        time: { kind: 'column', column: 0, reading: 'julian-date' },
        // Per unit mass the momentum is the velocity, which is also dq/dt.
        ...(hasState && { roles: { q, p: v, dq: v, dp: [], run: null, parameters: [], inputs: [] } }),
      },
    };
  },
};
