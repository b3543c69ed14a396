import { conversionFactor } from '../../meaning/index.ts';
import { changeColumns, type PrepareStepKindEntry } from './prepare-step.ts';

/** Adds whole turns to angles so that no step is longer than half a turn; a turn is 2π in the unit of the column, 360 for degrees. */
export const unwrap: PrepareStepKindEntry<'unwrap'> = {
  kind: 'unwrap',
  apply(tracks, { columns }, { unitOf }) {
    const turnOf = new Map(columns.map((column) => [column, turnIn(unitOf(column))]));
    return changeColumns(
      tracks,
      columns,
      (values, _, column) => unwrapAngles(values, turnOf.get(column)!),
      (column) => `whole turns of ${turnOf.get(column)!} added`,
    );
  },
};

/** One turn in a unit of angle; in radians when the unit is none. */
function turnIn(unit: string): number {
  const fromDegrees = conversionFactor('deg', unit);
  // Degrees count exactly: 360 of them are a turn, whatever their name.
  if (fromDegrees === 1) return 360;
  const fromRadians = conversionFactor('rad', unit);
  return fromRadians === null ? 2 * Math.PI : 2 * Math.PI * fromRadians;
}

function unwrapAngles(values: Float64Array, turn: number): Float64Array<ArrayBuffer> {
  let turns = 0;
  return Float64Array.from(values, (value, i) => {
    if (i > 0) turns -= Math.round((value - values[i - 1]!) / turn);
    return turns === 0 ? value : value + turns * turn;
  });
}
