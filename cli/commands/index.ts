// The commands of the command line. A command asks the service and prints; it holds no feature.
// To add one: a file with an object satisfying `Command`, one line below. Parsing and `--help` follow from its table of options.
import type { Command } from '../command.ts';
import { exportCommand } from './export.ts';
import { identify } from './identify.ts';
import { importCommand } from './import.ts';
import { paper } from './paper.ts';
import { runs } from './runs.ts';
import { serve } from './serve.ts';

/** All commands in the order of the help. */
export const COMMANDS: readonly Command[] = [identify, importCommand, runs, exportCommand, paper, serve];
