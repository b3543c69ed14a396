// What a user should know about an import that worked, counted and grouped. One subject per file; a new one is a file and a line here.
import type { ImportWarning } from '../import-report.ts';
import { warnOfCircles } from './circle.ts';
import { warnOfColumns } from './columns.ts';
import { warnOfFiles } from './files.ts';
import type { Imported, Warner } from './imported.ts';
import { warnOfMotion } from './motion.ts';
import { warnOfRows } from './rows.ts';
import { warnOfTimes } from './times.ts';

const WARNERS: readonly Warner[] = [warnOfRows, warnOfTimes, warnOfColumns, warnOfFiles, warnOfMotion, warnOfCircles];

/** All warnings: reasons for doubt before notes. */
export function describeWarnings(imported: Imported): ImportWarning[] {
  const warnings = WARNERS.flatMap((warn) => warn(imported));
  return [...warnings.filter(({ isNote }) => !isNote), ...warnings.filter(({ isNote }) => isNote)];
}

export type { Imported } from './imported.ts';
