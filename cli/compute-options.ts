import type { SolveMeans } from '../core/experiment/forecast.ts';
import { UsageError, type OptionSpec, type OptionValues } from './command.ts';

/** Most threads of a team. */
const MAX_THREADS = 64;

/** What the solver can address, in MB. */
const MAX_MEMORY_MB = 4096;

const BYTES_PER_MB = 2 ** 20;

/** The options of every command that computes. */
export const COMPUTE_OPTIONS = {
  threads: { value: 'N', help: 'threads of the solver; changes no digit; default: those of the machine, at most 8' },
  memory: {
    value: 'MB',
    help: 'memory for what a solve need not compute again; changes no digit; default: 512',
  },
} as const satisfies Record<string, OptionSpec>;

/** What a command may use of the machine; nothing that was not said. @throws UsageError for numbers that make no sense */
export function computeMeans(options: OptionValues): Partial<SolveMeans> {
  const threads = bounded(options, 'threads', MAX_THREADS);
  const memory = bounded(options, 'memory', MAX_MEMORY_MB);
  return {
    ...(threads !== null && { threads }),
    ...(memory !== null && { memoryBytes: memory * BYTES_PER_MB }),
  };
}

function bounded(options: OptionValues, name: keyof typeof COMPUTE_OPTIONS, most: number): number | null {
  const value = options.integer(name, { atLeast: 1 });
  if (value === null || value <= most) return value;
  throw new UsageError(`--${name} is at most ${most}, not ${value}.`);
}
