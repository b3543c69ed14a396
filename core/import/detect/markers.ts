import type { TableFormat } from '../table-format.ts';

/** Pairs of lines between which the data stand. */
const PAIRS = [['$$SOE', '$$EOE']] as const;

/** The lines that enclose the data, when they occur among the first lines. */
export function detectMarkers(lines: readonly string[]): Pick<TableFormat, 'startMarker' | 'endMarker'> {
  const pair = PAIRS.find(([start]) => lines.some((line) => line.startsWith(start)));
  return { startMarker: pair?.[0] ?? '', endMarker: pair?.[1] ?? '' };
}
