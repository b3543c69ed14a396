import { median } from '../../derivatives/index.ts';
import type { ImportWarning } from '../import-report.ts';
import { conversionFactor } from '../meaning/units.ts';
import { excerpt } from '../read/text-of.ts';
import { lineOf, type Track } from '../tracks/track.ts';
import type { Imported, Warner } from './imported.ts';
import { countOf, note, short, warning } from './wording.ts';

/** A value this many times the median distance from the median is worth a look. */
const OUTLIER_RATIO = 1e4;

/** What the columns hold, and whether their names and units make sense. */
export const warnOfColumns: Warner = (imported) => [
  ...empty(imported),
  ...duplicateNames(imported),
  ...constant(imported),
  ...farOutside(imported),
  ...degrees(imported),
  ...unitsThatDiffer(imported),
  ...varyingParameters(imported),
];

/** A column without a name is what a separator at the end of each line leaves. */
function empty({ facts: { columns, rows } }: Imported): ImportWarning[] {
  return columns
    .filter(
      ({ first, missing, unreadable, isDerived }) => first === null && unreadable === 0 && missing > 0 && !isDerived,
    )
    .map(({ name }) => {
      const make = /^column \d+$/.test(name) ? note : warning;
      return make('column-empty', rows.read, `Column '${excerpt(name)}' is empty in every row.`, { column: name });
    });
}

function duplicateNames({ raws }: Imported): ImportWarning[] {
  const { names, file } = raws[0]!;
  const repeated = names.filter((name) => / \(\d+\)$/.test(name) && names.includes(name.replace(/ \(\d+\)$/, '')));
  if (repeated.length === 0) return [];
  const shown = repeated.slice(0, 4).map((name) => `'${excerpt(name)}'`);
  const list = `${shown.join(', ')}${repeated.length > shown.length ? ', …' : ''}`;
  const message = `Column names repeat; the later ones are called ${list}. Columns are told apart by their place.`;
  return [warning('duplicate-names', repeated.length, message, { file, column: repeated[0]! })];
}

/** Columns of q and p, and of known inputs. */
function watched({ facts: { recipe } }: Imported): number[] {
  const { q, p, inputs } = recipe.roles;
  return [...new Set([...q, ...p, ...inputs])];
}

function constant(imported: Imported): ImportWarning[] {
  return watched(imported).flatMap((column) => {
    const values = imported.tracks.map(({ columns }) => columns.get(column)!);
    const first = values[0]![0]!;
    if (!values.every((one) => one.every((value) => value === first))) return [];
    const name = imported.columns.nameOf(column);
    const message = `Column '${excerpt(name)}' is constant (${short(first)}): there is nothing to learn from it.`;
    return [warning('column-constant', imported.facts.rows.kept, message, { column: name })];
  });
}

function farOutside(imported: Imported): ImportWarning[] {
  return watched(imported).flatMap((column) => {
    const far = findFar(imported.tracks, column);
    if (far === null) return [];
    const name = imported.columns.nameOf(column);
    const values = countOf(far.count, 'value lies', 'values lie');
    const message = `Column '${excerpt(name)}': ${values} far outside the rest, the first in line ${far.line} of ${far.file} (${short(far.value)}). Leave out outliers if these are errors.`;
    return [warning('outliers', far.count, message, { file: far.file, line: far.line, column: name })];
  });
}

function findFar(
  tracks: readonly Track[],
  column: number,
): { count: number; file: string; line: number; value: number } | null {
  const all = new Float64Array(tracks.reduce((total, { times }) => total + times.length, 0));
  let end = 0;
  for (const { columns } of tracks) {
    all.set(columns.get(column)!, end);
    end += columns.get(column)!.length;
  }
  const middle = median(all);
  const limit = OUTLIER_RATIO * median(all.map((value) => Math.abs(value - middle)));
  if (!(limit > 0)) return null;
  let found: { count: number; file: string; line: number; value: number } | null = null;
  for (const track of tracks) {
    track.columns.get(column)!.forEach((value, i) => {
      if (Math.abs(value - middle) <= limit) return;
      found ??= { count: 0, file: track.table.raw.file, line: lineOf(track, i), value };
      found.count++;
    });
  }
  return found;
}

function degrees({ facts: { recipe }, columns: { nameOf, unitOf } }: Imported): ImportWarning[] {
  return recipe.roles.q
    .filter((column) => conversionFactor('deg', unitOf(column)) === 1 && unitOf(column) !== '')
    .map((column) => {
      const name = nameOf(column);
      const message = `Column '${excerpt(name)}' is in degrees and used as it is; convert it to rad for a motion in the usual units.`;
      return note('degrees', 1, message, { column: name });
    });
}

/** A velocity should be counted in the unit of q per unit of time; its unit is only compared where both are known. */
function unitsThatDiffer({ facts: { recipe, timeUnit }, columns: { nameOf, unitOf } }: Imported): ImportWarning[] {
  if (timeUnit === '') return [];
  const { q, p, dq } = recipe.roles;
  return q.flatMap((column, i) =>
    [...new Set([dq[i], p[i]])].flatMap((rate) => {
      if (rate === undefined || unitOf(column) === '' || unitOf(rate) === '') return [];
      const wanted = `(${unitOf(column)})/${timeUnit}`;
      const factor =
        conversionFactor(unitOf(rate), wanted) ?? conversionFactor(unitOf(rate), `${unitOf(column)}/${timeUnit}`);
      if (factor === null || factor === 1) return [];
      const name = nameOf(rate);
      const message = `Column '${excerpt(name)}' is in ${unitOf(rate)}, but '${excerpt(nameOf(column))}' in ${unitOf(column)} and time in ${timeUnit}: convert it to ${unitOf(column)}/${timeUnit} (× ${factor}).`;
      return [warning('units-differ', 1, message, { column: name })];
    }),
  );
}

function varyingParameters({ facts: { recipe }, tracks, columns: { nameOf } }: Imported): ImportWarning[] {
  return recipe.roles.parameters.flatMap((column) => {
    const varying = tracks.filter(({ columns }) => {
      const values = columns.get(column)!;
      return !values.every((value) => value === values[0]);
    });
    if (varying.length === 0) return [];
    const name = nameOf(column);
    const message = `The parameter '${excerpt(name)}' changes within ${countOf(varying.length, 'trajectory', 'trajectories')}; its first value is kept.`;
    return [warning('parameter-varies', varying.length, message, { column: name })];
  });
}
