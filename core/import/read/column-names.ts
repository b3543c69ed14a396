/** Names to show for the cells of a header row: blanks trimmed, empty ones numbered, repeated ones marked `q`, `q (2)`. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const plain = cell.trim().replace(/\s+/g, ' ') || `column ${index + 1}`;
    let name = plain;
    for (let k = 2; taken.has(name); k++) name = `${plain} (${k})`;
    taken.add(name);
    return name;
  });
}

/** Names for a table without a header row: `column 1`, `column 2`, … */
export function numberedColumnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `column ${index + 1}`);
}
