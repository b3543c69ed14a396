import type { ImportWarning } from '../import-report.ts';
import { excerpt } from '../read/text-of.ts';
import { LEFT_OUT_ON_PURPOSE, TOO_LARGE } from '../tracks/reasons.ts';
import type { Imported, Warner } from './imported.ts';
import { countOf, note, warning } from './wording.ts';

/** Rows and cells that could not be used, and oddities of the text. */
export const warnOfRows: Warner = (imported) => [
  ...leftOut(imported),
  ...absurdValues(imported),
  ...badCells(imported),
  ...missingCells(imported),
  ...oddities(imported),
];

function leftOut({ facts: { rows, refusalGroups } }: Imported): ImportWarning[] {
  const [first, ...others] = [...refusalGroups].sort((a, b) => b.count - a.count);
  if (first === undefined) return [];
  const which = countOf(rows.refused, 'row is', 'rows are');
  const why = [first, ...others]
    .slice(0, 3)
    .map(({ reason, count }) => (others.length === 0 ? excerptReason(reason) : `${count}: ${excerptReason(reason)}`))
    .join('; ');
  const more = others.length > 2 ? '; …' : '';
  const where = { file: refusalGroups[0]!.file, line: refusalGroups[0]!.firstLine };
  const message = `${which} left out of ${rows.read}, the first in line ${where.line} of ${where.file} (${why}${more}).`;
  const isWanted = refusalGroups.every(({ reason }) => LEFT_OUT_ON_PURPOSE.has(reason));
  return [(isWanted ? note : warning)('rows-left-out', rows.refused, message, where)];
}

function absurdValues({ facts: { refusalGroups } }: Imported): ImportWarning[] {
  return refusalGroups.flatMap(({ reason, count, file, firstLine: line }) => {
    if (reason !== TOO_LARGE) return [];
    const rows = countOf(count, 'row holds', 'rows hold');
    const message = `${rows} a value far outside the rest, the first in line ${line} of ${file}: too large to compute with, so left out. Look for outliers.`;
    return [warning('outliers', count, message, { file, line })];
  });
}

function excerptReason(reason: string): string {
  return reason.length > 80 ? `${reason.slice(0, 79)}…` : reason;
}

/** Kinds of unreadable cells that have a code of their own, by how their reason begins. */
const KINDS: readonly (readonly [reason: RegExp, code: string])[] = [
  [/^not a finite number/, 'non-finite'],
  [/^too large/, 'overflow'],
  [/^too long/, 'long-cell'],
  [/NUL/, 'nul'],
];

function badCells({ raws, numberColumns }: Imported): ImportWarning[] {
  return raws.flatMap(({ file, names, problems }) => {
    const groups = new Map<string, { code: string; column: number; count: number; first: (typeof problems)[number] }>();
    for (const problem of problems) {
      if (!numberColumns.has(problem.column)) continue;
      const code = KINDS.find(([reason]) => reason.test(problem.reason))?.[1] ?? 'cells-unreadable';
      const key = `${code}/${problem.column}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { code, column: problem.column, count: problem.count, first: problem });
      else group.count += problem.count;
    }
    return [...groups.values()].map(({ code, column, count, first }) => {
      const name = names[column]!;
      const cells = countOf(count, 'cell holds', 'cells hold');
      const message = `Column '${excerpt(name)}': ${cells} no number that can be used, the first in line ${first.firstLine} ('${first.firstText}': ${first.reason}).`;
      return warning(code, count, message, { file, line: first.firstLine, column: name });
    });
  });
}

function missingCells({ raws, numberColumns }: Imported): ImportWarning[] {
  return raws.flatMap(({ file, names, facts }) =>
    [...numberColumns].flatMap((column) => {
      const missing = facts[column]?.missing ?? 0;
      if (missing === 0 || facts[column]!.first === null) return [];
      const name = names[column]!;
      const message = `Column '${excerpt(name)}' of ${file} has no value in ${countOf(missing, 'row', 'rows')}.`;
      return [note('cells-missing', missing, message, { file, column: name })];
    }),
  );
}

function oddities({ raws }: Imported): ImportWarning[] {
  return raws.flatMap(({ file, notes }) =>
    notes.flatMap(({ code, count, firstLine: line, example }) => {
      const shown = example === '' ? '' : ` ('${example}')`;
      const where = { file, line };
      switch (code) {
        case 'nul-tail':
          return warning('nul', count, `${file} ends in NUL bytes, which hold no data; they are passed over.`, where);
        case 'empty-tail':
          return note(
            'empty-tail',
            count,
            `${file} ends in ${countOf(count, 'line', 'lines')} of separators alone.`,
            where,
          );
        // Cells are told of where their column is used.
        case 'nul-cell':
        case 'long-cell':
          return [];
        case 'underflow':
          return [
            warning(
              'underflow',
              count,
              `${countOf(count, 'value is', 'values are')} too close to zero for a number and read as 0, the first in line ${line}${shown}.`,
              where,
            ),
          ];
        case 'thousands-mark':
          return [
            warning(
              'thousands-mark',
              count,
              `${countOf(count, 'number is', 'numbers are')} read with a mark between groups of digits, the first in line ${line}${shown}.`,
              where,
            ),
          ];
        case 'repeated-header':
          return [
            note(
              'repeated-header',
              count,
              `The header stands ${countOf(count, 'more time', 'more times')} among the rows, first in line ${line}.`,
              where,
            ),
          ];
      }
    }),
  );
}
