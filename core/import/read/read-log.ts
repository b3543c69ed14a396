import type { CellProblem, ReadNote } from './raw-table.ts';
import { excerpt } from './text-of.ts';

type Counted<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers what was met while reading: problems by column and reason, notes by code. */
export class ReadLog {
  private readonly byColumn = new Map<number, Map<string, Counted<CellProblem>>>();
  private readonly byCode = new Map<ReadNote['code'], Counted<ReadNote>>();

  /** A cell that is no number. */
  problem(column: number, reason: string, firstLine: number, text: string): void {
    const group = this.byColumn.get(column)?.get(reason);
    if (group !== undefined) {
      group.count += 1;
      return;
    }
    const groups = this.byColumn.get(column) ?? new Map<string, Counted<CellProblem>>();
    groups.set(reason, { column, reason, count: 1, firstLine, firstText: excerpt(text) });
    this.byColumn.set(column, groups);
  }

  /** Something worth a warning. */
  note(code: ReadNote['code'], firstLine: number, example = ''): void {
    const group = this.byCode.get(code);
    if (group !== undefined) group.count += 1;
    else this.byCode.set(code, { code, count: 1, firstLine, example: excerpt(example) });
  }

  /** All problems in the order of their first line. */
  problems(): CellProblem[] {
    return [...this.byColumn.values()]
      .flatMap((groups) => [...groups.values()])
      .sort((a, b) => a.firstLine - b.firstLine || a.column - b.column);
  }

  /** All notes in the order of their first line. */
  notes(): ReadNote[] {
    return [...this.byCode.values()].sort((a, b) => a.firstLine - b.firstLine);
  }
}
