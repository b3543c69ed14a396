import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** The parts of the bench, in their order. */
export const SECTION_NAMES = ['speed', 'accuracy', 'growth', 'memory', 'training', 'cold', 'import', 'noise'] as const;

/** Name of a part of the bench. */
export type SectionName = (typeof SECTION_NAMES)[number];

/** What was asked for. */
export interface BenchOptions {
  /** Two small cases only. */
  readonly isQuick: boolean;
  /** Also the published size in four dimensions, and a million points. */
  readonly isLarge: boolean;
  readonly isMarkdown: boolean;
  /** File for every single measurement; null for none. */
  readonly json: string | null;
  /** Repeats of every comparison; repeat r has the seed r. */
  readonly repeats: number;
  /** Threads of both sides. */
  readonly threads: number;
  readonly sections: readonly SectionName[];
  /** Parts of names of the cases to compare; empty for all. */
  readonly cases: readonly string[];
  /** Told what is under way. */
  readonly log: (line: string) => void;
}

/** How to call it. */
export const USAGE = `npm run bench -- [options]
  --quick        two small cases beside numpy, seconds
  --large        also the published size in four dimensions and a million points, many minutes
  --only NAME    one part of: ${SECTION_NAMES.join(', ')}; may be repeated; the name alone does the same
  --case TEXT    only cases whose name holds it, e.g. 10000/2000, of noise only those of its parts; may be repeated
  --seeds N      repeats of every comparison, each with its own seed (5)
  --threads N    threads of both sides (all there are)
  --markdown     tables in Markdown
  --json FILE    every single measurement`;

/** Reads the command line. @throws Error that names what is wrong */
export function parseOptions(args: readonly string[], log: (line: string) => void): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      json: { type: 'string' },
      seeds: { type: 'string', default: '5' },
      threads: { type: 'string', default: String(availableParallelism()) },
      only: { type: 'string', multiple: true, default: [] },
      case: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    isQuick: values.quick,
    isLarge: values.large,
    isMarkdown: values.markdown,
    json: values.json ?? null,
    repeats: positiveInteger('seeds', values.seeds),
    threads: positiveInteger('threads', values.threads),
    sections: chooseSections([...positionals, ...values.only], values.quick),
    cases: values.case,
    log,
  };
}

function chooseSections(names: readonly string[], isQuick: boolean): readonly SectionName[] {
  const unknown = names.find((name) => !SECTION_NAMES.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--only: there is no part '${unknown}': ${SECTION_NAMES.join(', ')}`);
  if (names.length > 0) return SECTION_NAMES.filter((name) => names.includes(name));
  return isQuick ? ['speed'] : SECTION_NAMES;
}

function positiveInteger(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name}: expected a whole number from 1, got '${text}'`);
  return value;
}
