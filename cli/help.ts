import { HELP_OPTION, type Command, type OptionSpec } from './command.ts';

const WIDTH = 100;

/** The text of `phasewright help`. */
export function overview(commands: readonly Command[]): string {
  const column = Math.max(...commands.map(({ name }) => name.length)) + 3;
  return [
    'Learns the Hamiltonian of a system from measured motion.',
    '',
    'Usage: phasewright COMMAND …',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(column)}${summary}`),
    '',
    '‘phasewright COMMAND --help’ tells more. Exit codes: 0 done, 1 called wrongly, 2 input refused, 3 failed, 130 stopped by Ctrl+C.',
  ].join('\n');
}

/** The text of `phasewright COMMAND --help`, made from the command's table of options. */
export function commandHelp({ usage, summary, details, options }: Command): string {
  const rows = Object.entries<OptionSpec>({ ...options, help: HELP_OPTION }).map(
    ([name, { value, help }]) => [`  --${name}${value === undefined ? '' : ` ${value}`}`, help] as const,
  );
  const column = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    ...wrap(`Usage: phasewright ${usage}`, 0, 7),
    '',
    ...wrap(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`, 0, 0),
    '',
    ...rows.flatMap(([left, help]) => {
      const [first, ...others] = wrap(help, column, column);
      return [left.padEnd(column) + first!.trimStart(), ...others];
    }),
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph, 0, 0)]),
  ].join('\n');
}

/** Breaks a text at blanks. @param first indent of the first line   @param rest indent of the others */
function wrap(text: string, first: number, rest: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(first);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(rest);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
