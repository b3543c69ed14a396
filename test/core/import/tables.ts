import { CoreError } from '../../../core/errors.ts';
import { importTables, type ColumnMapping, type ImportOptions, type ImportResult } from '../../../core/import/index.ts';

/** Columns t, q, p in this order, nothing else. */
export const TQP: ColumnMapping = { time: 0, q: [1], p: [2], dq: [], dp: [], run: null };

/** Options for a comma-separated table with a header t,q,p; each can be replaced. */
export function tqpOptions(changes: Partial<ImportOptions> = {}): ImportOptions {
  return {
    format: { delimiter: ',', hasHeader: true },
    mapping: TQP,
    badRows: 'refuse',
    derivativeWindow: null,
    ...changes,
  };
}

/** Lines of a table of q = cos t, p = −sin t at even steps. */
export function oscillatorLines(
  rows: number,
  { step = 0.1, start = 0 }: { step?: number; start?: number } = {},
): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const t = start + i * step;
    return `${t},${Math.cos(t)},${-Math.sin(t)}`;
  });
}

/** Imports one text called `data.csv`. */
export function importText(text: string, options: ImportOptions = tqpOptions()): ImportResult {
  return importTables([{ name: 'data.csv', text }], options);
}

/** A table's text from its header and lines. */
export function table(lines: readonly string[], header = 't,q,p'): string {
  return [header, ...lines].join('\n');
}

/** Runs what must be refused and returns the refusal. */
export function refusalOf(run: () => unknown): CoreError {
  try {
    run();
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}
