/** Entry of the command line: finds the command, reads its arguments, turns what goes wrong into a message and an exit code. */
import { VERSION } from '../service/version.ts';
import { nearest, parseCommandLine, UsageError, type Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { commandHelp, overview } from './help.ts';
import { asWireError, describeError, printNote, printResult } from './output.ts';

// A reader that has seen enough (`| head`) is no failure; a disk that takes no more is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  printNote(`The result could not be written: ${error.message}`);
  process.exit(EXIT.failed);
});

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) {
    printNote(overview(COMMANDS));
    return EXIT.usage;
  }
  if (name === '--version' || name === 'version') {
    printResult(VERSION);
    return EXIT.done;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(args[0]);
  const command = COMMANDS.find((known) => known.name === name);
  return command === undefined ? unknownCommand(name) : run(command, args);
}

function help(name: string | undefined): number {
  const command = COMMANDS.find((known) => known.name === name);
  if (name !== undefined && command === undefined) return unknownCommand(name);
  printResult(command === undefined ? overview(COMMANDS) : commandHelp(command));
  return EXIT.done;
}

function unknownCommand(name: string): number {
  const names = COMMANDS.map((command) => command.name);
  const near = nearest(name, names);
  printNote(
    `There is no command '${name}'.${near === null ? '' : ` Did you mean ${near}?`}\nThe commands are: ${names.join(', ')}.`,
  );
  return EXIT.usage;
}

async function run(command: Command, args: readonly string[]): Promise<number> {
  try {
    const input = parseCommandLine(command, args);
    if (input === 'help') return help(command.name);
    return await command.run(input);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      printNote(`${thrown.message}\n‘phasewright ${command.name} --help’ shows the options.`);
      return EXIT.usage;
    }
    const error = asWireError(thrown);
    printNote(describeError(error));
    return exitCodeOf(error.code);
  }
}
