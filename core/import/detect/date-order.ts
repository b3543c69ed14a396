const SLASHED = /^(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/;

/**
 * A date like `03/04/2024` that fits both orders, when no other cell of the table decides; null otherwise. With points (`03.04.2024`)
 * the day always stands first.
 */
export function ambiguousDate(cells: readonly string[]): string | null {
  let example: string | null = null;
  for (const cell of cells) {
    const match = SLASHED.exec(cell);
    if (match === null) continue;
    if (Number(match[1]) > 12 || Number(match[3]) > 12) return null;
    // 05/05/2024 is the same day in both orders.
    if (match[1] !== match[3]) example ??= cell;
  }
  return example;
}
