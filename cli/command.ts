import { parseArgs } from 'node:util';

/** One option of a command: drives parsing and `--help`. */
export interface OptionSpec {
  /** What stands for the value in the help, e.g. `N`; none for a switch. */
  readonly value?: string;
  readonly help: string;
}

/** The values of one call. */
export interface CommandInput {
  readonly positionals: readonly string[];
  readonly options: OptionValues;
}

/** One command of the command line. To add one: a file in `commands/` and a line in `commands/index.ts`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the program's name, e.g. `identify FILE… --time C`. */
  readonly usage: string;
  /** More to know, one paragraph per entry. */
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Resolves with the exit code. Results go to stdout, everything else to stderr. */
  run(input: CommandInput): Promise<number>;
}

/** The command was called in a way it does not understand: exit code 1. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Every command has it. */
export const HELP_OPTION: OptionSpec = { help: 'shows this text' };

/**
 * Reads a command's arguments. `--name value` and `--name=value` are the same; a negative number may follow as a word of its own.
 * @returns `help` when `--help` or `-h` was given
 * @throws UsageError for an unknown or repeated option, a missing or an unwanted value
 */
export function parseCommandLine(command: Command, args: readonly string[]): CommandInput | 'help' {
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, help: HELP_OPTION };
  const types = Object.entries(specs).map(([name, { value }]) => [
    name,
    name === 'help'
      ? { type: 'boolean' as const, short: 'h' }
      : { type: value === undefined ? ('boolean' as const) : ('string' as const) },
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types) as Record<string, { type: 'boolean' | 'string' }>,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, Object.keys(specs));
    if (token.name === 'help') return 'help';
    values.set(token.name, optionValue(token, spec, values));
  }
  return { positionals, options: new OptionValues(values) };
}

function optionValue(
  {
    name,
    rawName,
    value,
    inlineValue,
  }: { name: string; rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
  spec: OptionSpec,
  values: ReadonlyMap<string, string>,
): string {
  if (values.has(name)) throw new UsageError(`${rawName} is given twice.`);
  if (spec.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    return 'yes';
  }
  const looksLikeOption = inlineValue !== true && value?.startsWith('-') === true && Number.isNaN(Number(value));
  if (value === undefined || value === '' || looksLikeOption)
    throw new UsageError(`${rawName} needs a value: ${rawName} ${spec.value}.`);
  return value;
}

/** Option values of one call, read with the type that is wanted. */
export class OptionValues {
  private readonly values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | null {
    return this.values.get(name) ?? null;
  }

  /** The same values, one of them under another name. */
  renamed(from: string, to: string): OptionValues {
    const value = this.values.get(from);
    if (value === undefined) return this;
    return new OptionValues(new Map([...this.values, [to, value] as const].filter(([name]) => name !== from)));
  }

  /** @throws UsageError when it is not given */
  required(name: string): string {
    const value = this.values.get(name);
    if (value === undefined) throw new UsageError(`--${name} is missing.`);
    return value;
  }

  /** A finite number within the given bounds. @throws UsageError for anything else */
  number(
    name: string,
    { above = -Infinity, atLeast = -Infinity }: { above?: number; atLeast?: number } = {},
  ): number | null {
    const value = this.values.get(name);
    if (value === undefined) return null;
    const number = value.trim() === '' ? NaN : Number(value);
    if (Number.isFinite(number) && number > above && number >= atLeast) return number;
    const bound = above > -Infinity ? ` above ${above}` : atLeast > -Infinity ? ` of at least ${atLeast}` : '';
    throw new UsageError(`--${name} needs a number${bound}, not '${value}'.`);
  }

  /** A whole number. @throws UsageError for anything else */
  integer(name: string, bounds: { atLeast?: number } = {}): number | null {
    const number = this.number(name, bounds);
    if (number === null || Number.isSafeInteger(number)) return number;
    throw new UsageError(`--${name} needs a whole number, not '${this.values.get(name)!}'.`);
  }

  /** One of a few words. @throws UsageError for any other */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.values.get(name);
    if (value === undefined) return fallback;
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw new UsageError(`--${name} is one of ${choices.join(', ')}, not '${value}'.`);
  }
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  const near = nearest(rawName.replace(/^-+/, ''), known);
  return new UsageError(`There is no option ${rawName}.${near === null ? '' : ` Did you mean --${near}?`}`);
}

/** The known word that needs the fewest edits in any case of letters, if they are few. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, edits: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  const isNear = best !== undefined && best.edits < word.length && best.edits <= Math.ceil(best.name.length / 3);
  return isNear ? best.name : null;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
