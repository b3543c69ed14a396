import type { PreviewCell, RawLine, TablePreview } from './contract-types.ts';
import type { ImportDraft } from './import-draft.svelte.ts';

const LINES_ABOVE = 8;
const LINES_AT_ONCE = 60;

/** Lines of a file without a gap, from `first` on, counted from 1. */
export interface LineBlock {
  readonly first: number;
  readonly lines: readonly RawLine[];
}

/** A cell that is looked at: by the pointer or by the keys. */
export interface LookedAt {
  readonly row: number;
  readonly column: number;
}

/** Where one looks in the raw text and in the parsed table: both mark the same place. */
export class FileLook {
  #cell = $state.raw<LookedAt | null>(null);
  /** The line that was jumped to. */
  #line = $state<number | null>(null);
  #loaded = $state.raw<{ readonly preview: TablePreview; readonly blocks: readonly LineBlock[] } | null>(null);
  readonly #draft: ImportDraft;

  constructor(draft: ImportDraft) {
    this.#draft = draft;
  }

  get line(): number | null {
    return this.#line;
  }

  /** The cell that is looked at, where it stands in the file. */
  readonly cell = $derived.by(() => {
    const preview = this.#draft.draft?.preview;
    if (this.#cell === null || preview === undefined) return null;
    const row = preview.head[this.#cell.row];
    const column = preview.columns[this.#cell.column];
    const cell: PreviewCell | undefined = row?.cells[this.#cell.column];
    return row && column && cell ? { ...this.#cell, line: row.line, name: column.name, cell } : null;
  });

  /** The first lines of the file, and the parts that were jumped to. */
  readonly blocks = $derived.by((): readonly LineBlock[] => {
    const preview = this.#draft.draft?.preview;
    if (preview === undefined) return [];
    const head: LineBlock = { first: 1, lines: preview.rawLines };
    return this.#loaded?.preview === preview ? merged([head, ...this.#loaded.blocks]) : [head];
  });

  pointAt(cell: LookedAt | null): void {
    this.#cell = cell;
  }

  /** Shows one line of the named file; loads it where it was not yet. */
  async jump(file: string, line: number): Promise<void> {
    const place = this.#draft.draft?.fileNames.indexOf(file) ?? -1;
    if (place >= 0) await this.#draft.showFile(place);
    this.#cell = null;
    await this.load(Math.max(1, line - LINES_ABOVE));
    this.#line = line;
  }

  /** Loads lines from one on, unless they are there. */
  async load(from: number): Promise<void> {
    const preview = this.#draft.draft?.preview;
    if (preview === undefined) return;
    const to = Math.min(preview.lineCount, from + LINES_AT_ONCE - 1);
    if (this.blocks.some(({ first, lines }) => first <= from && to < first + lines.length)) return;
    const lines = await this.#draft.lines(from, to - from + 1);
    if (this.#draft.draft?.preview !== preview) return;
    const before = this.#loaded?.preview === preview ? this.#loaded.blocks : [];
    this.#loaded = { preview, blocks: [...before, { first: from, lines }] };
  }
}

/** Blocks in the order of the file; those that touch or overlap become one. */
export function merged(blocks: readonly LineBlock[]): readonly LineBlock[] {
  const sorted = [...blocks].sort((a, b) => a.first - b.first);
  const result: LineBlock[] = [];
  for (const block of sorted) {
    const last = result.at(-1);
    const next = last === undefined ? 0 : last.first + last.lines.length;
    if (last === undefined || block.first > next) result.push(block);
    else
      result[result.length - 1] = {
        first: last.first,
        lines: [...last.lines, ...block.lines.slice(next - block.first)],
      };
  }
  return result;
}
