import {
  EXPERIMENT_GROUPS,
  experimentList,
  MISS_FACTOR,
  planPaper,
  runPaper,
  summarise,
} from '../../service/paper/index.ts';
import type { PaperListener, PaperRow } from '../../service/paper/index.ts';
import { UsageError, type Command } from '../command.ts';
import { COMPUTE_OPTIONS, computeMeans } from '../compute-options.ts';
import { EXIT, exitCodeOf } from '../exit-code.ts';
import { plain, printJson, printNote, printResult } from '../output.ts';
import {
  describeExperiments,
  describeMisses,
  describeResult,
  describeStep,
  describeSummaries,
} from '../paper/describe-paper.ts';
import { readRequest } from '../paper/read-request.ts';

/** Runs the published experiments again and sets the figures side by side. */
export const paper: Command = {
  name: 'paper',
  summary: 'runs the published experiments again and compares the figures',
  usage: 'paper [--system ID[,ID]] [--method ID[,ID]] [options]',
  options: {
    list: { help: 'prints the experiments and runs nothing' },
    system: { value: 'ID[,ID]', help: 'which experiments; also all-2d (default), all-4d, all' },
    method: {
      value: 'ID[,ID]',
      help: 'elm, u-swim, a-swim, swim, adam-hnn, ode-net, sampled-ode-net; default: the sampled networks as published',
    },
    width: { value: 'N[,N]', help: 'neurons; default: as published' },
    train: { value: 'K[,K]', help: 'training points; default: as published' },
    test: { value: 'K', help: 'test points; default: as published' },
    repeats: { value: 'R', help: 'trainings per row; default: 3' },
    seed: { value: 'S', help: 'seed of the first repeat; the next ones count on; default: 1' },
    quick: {
      help: 'reduced sizes, a minute or two for all-2d: the published points with 200 neurons; --list tells the others’',
    },
    'adam-steps': { value: 'N', help: 'most steps of adam-hnn and ode-net; default: as published' },
    'time-budget': { value: 'S', help: 'most seconds of one training of adam-hnn or ode-net; default: none' },
    ...COMPUTE_OPTIONS,
    check: {
      help: `exit code 3 when a median is above ${MISS_FACTOR} × its published mean, or nothing can be compared`,
    },
    json: { help: 'prints an array with one object per repeat' },
  },
  details: [
    'The time is that of the training alone, without drawing points and measuring errors. A repeat that fails is reported, and the others go on.',
    'Nothing is stored: no library is opened. docs/paper.md tells what differs from the published code.',
    'Example: phasewright paper --system pendulum-small --width 100,500,1000,2000 --method elm,a-swim --repeats 10',
  ],
  run: async ({ positionals: [unexpected], options }) => {
    if (unexpected !== undefined) throw new UsageError(`'${unexpected}' is one word too many.`);
    const asJson = options.has('json');
    if (options.has('list')) {
      if (asJson) printJson(experimentList);
      else printResult(describeExperiments(experimentList, EXPERIMENT_GROUPS));
      return EXIT.done;
    }
    const plan = planPaper(readRequest(options));
    const rows = await runPaper(plan, progress, computeMeans(options));
    const summaries = summarise(rows);
    const misses = describeMisses(summaries, MISS_FACTOR);
    if (asJson) {
      printJson(rows);
      printNote(misses);
    } else {
      printResult(`${describeSummaries(summaries, experimentList)}\n\n${misses}`);
    }
    if (rows.some(({ error }) => error !== null)) return worstExitCode(rows);
    if (!options.has('check')) return EXIT.done;
    // A check that has nothing to compare has not passed.
    const hasCompared = summaries.some(({ ratio }) => ratio !== null);
    return hasCompared && !summaries.some(({ isMissed }) => isMissed) ? EXIT.done : EXIT.failed;
  },
};

/** A line for each repeat, begun with it and ended with what it gave: whoever stops the command after hours keeps every finished figure. */
const progress: PaperListener = {
  onBegin: (step) => {
    process.stderr.write(plain(describeStep(step)));
  },
  onEnd: (row) => {
    printNote(`: ${describeResult(row)}`);
  },
  log: (line) => {
    printNote(`\n${line}`);
  },
};

/** A repeat that failed weighs more than one that was refused. */
function worstExitCode(rows: readonly PaperRow[]): number {
  return Math.max(...rows.map(({ error }) => (error === null ? EXIT.done : exitCodeOf(error.code))));
}
