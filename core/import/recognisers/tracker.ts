import type { ColumnRoles } from '../recipe.ts';
import type { FileLook, Recognised, Recogniser } from './recogniser.ts';
import { groupColumns, trajectoryRules } from './side-by-side.ts';

/** Pairs that Tracker writes side by side unless told otherwise; a title above `t` and one letter may come from anybody. */
const PAIRS = [
  ['x', 'y'],
  ['r', 'θr'],
  ['pixelx', 'pixely'],
];

/**
 * Tracker (physlets.org/tracker), data tables saved or copied as text: a line with the name of the track, then `t x y v_{x} …`,
 * cells separated by tabs or another mark. Several tracks stand side by side, with the time of each, or below a line `#multi:` with
 * one common time. Without these lines it is a plain table.
 */
export const tracker: Recogniser = {
  id: 'tracker',
  label: 'Tracker',
  recognise(look) {
    const isMulti = look.lines[0]?.trim() === '#multi:';
    const titleLine = isMulti ? 1 : 0;
    const header = look.cells[titleLine + 1] ?? [];
    const titles = (look.cells[titleLine] ?? []).filter((cell) => cell !== '');
    if (titles.length === 0 || titles.some((title) => !Number.isNaN(Number(title)))) return null;
    const names = header.map((name) => name.replace(/[{}_\\]/g, '').toLowerCase());
    const isTracker =
      PAIRS.some((pair) => pair.every((name) => names.includes(name))) || header.some((name) => name.includes('_{'));
    const hasTitle = isMulti || !/^\s*(?:#|%|\/\/)/.test(look.lines[0] ?? '');
    if (names[0] !== 't' || !isTracker || !hasTitle) return null;
    if (!isMulti && titles.length !== names.filter((name) => name === 't').length) return null;
    return recognised(look, { titles, names, headerLine: titleLine + 1, isMulti });
  },
};

function recognised(
  look: FileLook,
  {
    titles,
    names,
    headerLine,
    isMulti,
  }: { titles: readonly string[]; names: readonly string[]; headerLine: number; isMulti: boolean },
): Recognised {
  let track = -1;
  const labels = names.map((name) => {
    if (name === 't') track++;
    return name === '' ? null : String(track);
  });
  // Tracks with one common time moved together and may push each other: they are coordinates of one system, not runs of it.
  const sideBySide = isMulti ? null : groupColumns(labels, names);
  return {
    label: titles.length === 1 ? 'Tracker' : `Tracker, ${titles.length} tracks`,
    format: { comment: '', skipLines: headerLine, headerRows: 1, isHeaderInComment: false, hasUnitsRow: false },
    preset: {
      columns: [{ column: 0, unit: 's', toUnit: 's' }],
      time: { kind: 'column', column: 0, reading: 'number' },
      ...(sideBySide !== null && { trajectories: trajectoryRules({ sideBySide }) }),
      ...(isMulti && { roles: commonRoles(names) }),
    },
  };
}

/** Positions of all tracks, and their velocities if all have them. */
function commonRoles(names: readonly string[]): ColumnRoles {
  const columnsOf = (wanted: readonly string[]) =>
    names.flatMap((name, column) => (wanted.includes(name) ? [column] : []));
  const q = columnsOf(['x', 'y']);
  const p = columnsOf(['vx', 'vy']);
  return { q, p: p.length === q.length ? p : [], dq: [], dp: [], run: null, parameters: [], inputs: [] };
}
