import { isUsualStep, median, stepFacts } from '../../derivatives/index.ts';
import type { ImportWarning } from '../import-report.ts';
import type { RawTable } from '../read/raw-table.ts';
import { excerpt } from '../read/text-of.ts';
import type { Imported, Warner } from './imported.ts';
import { short, warning } from './wording.ts';

/** Files whose values differ by more than this factor are rarely in the same unit. */
const SAME_SCALE = 50;

/** Files read together that do not look alike. */
export const warnOfFiles: Warner = (imported) => {
  if (imported.raws.length < 2) return [];
  return [...otherNames(imported), ...otherSteps(imported), ...otherScales(imported)];
};

function otherNames({ raws }: Imported): ImportWarning[] {
  const [first, ...others] = raws;
  const other = others.filter(({ names }) => names.join('\0') !== first!.names.join('\0'));
  if (other.length === 0) return [];
  const message = `The columns that are not used differ: ${other[0]!.file} does not have the same as ${first!.file}.`;
  return [{ ...warning('columns-differ', other.length, message, { file: other[0]!.file }), isNote: true }];
}

function otherSteps(imported: Imported): ImportWarning[] {
  const byFile = valuesByFile(imported, ({ times }) => (times.length < 2 ? [] : [stepFacts(times).median]));
  const [first, ...others] = [...byFile].map(([{ file }, steps]) => ({ file, step: median(steps) }));
  const other = others.filter(({ step }) => !isUsualStep(step, first!.step));
  if (other.length === 0) return [];
  const message = `The time step differs between files: ${short(first!.step)} in ${first!.file}, ${short(other[0]!.step)} in ${other[0]!.file}.`;
  return [warning('files-differ', other.length, message, { file: other[0]!.file })];
}

function otherScales(imported: Imported): ImportWarning[] {
  const { recipe } = imported.facts;
  return [...new Set([...recipe.roles.q, ...recipe.roles.p])].flatMap((column) => {
    const byFile = valuesByFile(imported, ({ columns }) => [
      columns.get(column)!.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
    ]);
    const sizes = [...byFile].map(([{ file }, values]) => ({ file, size: Math.max(...values) }));
    const largest = sizes.reduce((a, b) => (b.size > a.size ? b : a));
    const smallest = sizes.reduce((a, b) => (b.size < a.size ? b : a));
    if (!(smallest.size > 0) || largest.size <= SAME_SCALE * smallest.size) return [];
    const name = imported.columns.nameOf(column);
    const message = `Column '${excerpt(name)}' reaches ${short(largest.size)} in ${largest.file} but only ${short(smallest.size)} in ${smallest.file}: are the units the same?`;
    return [warning('files-differ', 1, message, { file: smallest.file, column: name })];
  });
}

/** By table, because files of two folders may have the same name. */
function valuesByFile(
  { tracks }: Imported,
  of: (track: Imported['tracks'][number]) => number[],
): Map<RawTable, number[]> {
  const byFile = new Map<RawTable, number[]>();
  for (const track of tracks) {
    const { raw } = track.table;
    byFile.set(raw, [...(byFile.get(raw) ?? []), ...of(track)]);
  }
  return new Map([...byFile].filter(([, values]) => values.length > 0));
}
