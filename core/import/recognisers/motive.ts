import type { Recogniser } from './recogniser.ts';

const LENGTH_UNITS: ReadonlyMap<string, string> = new Map([
  ['millimeters', 'mm'],
  ['centimeters', 'cm'],
  ['meters', 'm'],
]);

/**
 * OptiTrack Motive, exported as CSV: pairs of settings in the first line, then type, name, id, quantity and axis of each column above
 * the rows. The names are taken from the last two of these, `Position X`; settings name the unit of length.
 */
export const motive: Recogniser = {
  id: 'motive',
  label: 'OptiTrack Motive',
  recognise({ lines, cells }) {
    if (!/^"?Format Version/.test(lines[0] ?? '')) return null;
    const settings = cells[0] ?? [];
    const axes = cells.findIndex(([frame, time]) => frame === 'Frame' && (time ?? '').startsWith('Time'));
    const quantities = cells[axes - 1] ?? [];
    if (axes < 2 || !quantities.includes('Position')) return null;
    const unit = LENGTH_UNITS.get((settings[settings.indexOf('Length Units') + 1] ?? '').toLowerCase()) ?? '';
    const positions = quantities.flatMap((quantity, column) => (quantity === 'Position' ? [column] : []));
    return {
      label: `OptiTrack Motive, ${Math.floor(positions.length / 3)} bodies or markers`,
      format: { comment: '', skipLines: axes - 1, headerRows: 2, isHeaderInComment: false, hasUnitsRow: false },
      preset: {
        columns: [
          { column: 1, unit: 's', toUnit: 's' },
          ...(unit === '' ? [] : positions.map((column) => ({ column, unit, toUnit: unit }))),
        ],
        time: { kind: 'column', column: 1, reading: 'number' },
      },
    };
  },
};
