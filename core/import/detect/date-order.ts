import { decidedDateOrder, parseMoment, type DateOrder } from '../meaning/parse-moment.ts';

/**
 * A date like `03/04/2024` that fits both orders, when no other cell of the table decides; null otherwise. With points (`03.04.2024`)
 * the day always stands first.
 */
export function ambiguousDate(cells: readonly string[]): string | null {
  if (decidedDateOrder(cells) !== null) return null;
  return cells.find((cell) => dayOf(cell, 'day-first') !== dayOf(cell, 'month-first')) ?? null;
}

/** The day that a cell names; null when it names none. */
function dayOf(cell: string, order: DateOrder): number | null {
  const parsed = parseMoment(cell, { order });
  return parsed.ok ? parsed.moment.day : null;
}
