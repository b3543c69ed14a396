/** How exporters number runs in the names of columns: `Run 2: Time (s)`, `Time (s) Run #2`. */
const RUN = /\b(?:Run|Lauf|Durchgang)\s*#?\s*\d+/i;

/**
 * Names of trajectories that stand side by side in a file: the run that all names of a group speak of, or what stands before a colon
 * in all of them; else `file (run 2)`.
 * @param groups column names of each group   @param isOnlyFile false: the run’s name follows that of the file
 */
export function groupLabels(
  file: string,
  groups: readonly (readonly string[])[],
  { isOnlyFile }: { readonly isOnlyFile: boolean },
): string[] {
  const labels = groups.map(
    (names) => sharedPart(names, (name) => RUN.exec(name)?.[0]) ?? sharedPart(names, beforeColon),
  );
  const isTelling = labels.every((label) => label !== undefined) && new Set(labels).size === labels.length;
  return labels.map((label, k) => (isTelling ? `${isOnlyFile ? '' : `${file}/`}${label!}` : `${file} (run ${k + 1})`));
}

function beforeColon(name: string): string | undefined {
  return /^([^:]+):/.exec(name)?.[1]?.trim();
}

function sharedPart(names: readonly string[], partOf: (name: string) => string | undefined): string | undefined {
  const parts = new Set(names.map(partOf));
  return parts.size === 1 ? [...parts][0] : undefined;
}
