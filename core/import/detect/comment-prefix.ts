import { isBlank } from './sample.ts';

const PREFIXES = ['#', '%', '//'] as const;

/** What comment lines begin with: the prefix of the first line that begins with one of `#`, `%`, `//` although most lines do not; '' for none. */
export function detectComment(lines: readonly string[]): string {
  const filled = lines.filter((line) => !isBlank(line));
  const first = PREFIXES.map((prefix) => {
    const isComment = filled.map((line) => line.trimStart().startsWith(prefix));
    const count = isComment.filter(Boolean).length;
    return { prefix, at: isComment.indexOf(true), isUsual: count > 0 && count < filled.length };
  }).filter(({ isUsual }) => isUsual);
  return first.toSorted((a, b) => a.at - b.at)[0]?.prefix ?? '';
}
