import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, parse } from 'node:path';
import type { Client } from '../../service/api/index.ts';
import { buildRecipe } from '../build-recipe.ts';
import { UsageError, type Command, type OptionValues } from '../command.ts';
import { describeOutcome } from '../describe-import.ts';
import { EXIT, exitCodeOf } from '../exit-code.ts';
import { importFacts, type ImportOutcome } from '../import-facts.ts';
import { checkChoices, IMPORT_OPTIONS } from '../import-options.ts';
import { lookAtFiles } from '../look-at-files.ts';
import { asWireError, printJson, printResult } from '../output.ts';
import { readFiles } from '../read-files.ts';
import { writeRecipe } from '../recipe-file.ts';
import { LIBRARY_OPTION, libraryPath, withClient } from '../session.ts';

/** Reads files of measured motion into the library, or only says what would be read. */
export const importCommand: Command = {
  name: 'import',
  summary: 'reads files of measured motion into the library, or checks what would be read',
  usage: 'import FILE… [options]',
  options: {
    check: { help: 'stores nothing, only tells what would be read' },
    together: { help: 'reads all files as one data set with the same choices, each a trajectory' },
    ...IMPORT_OPTIONS,
    window: { value: 'FROM:TO', help: 'keeps the rows of these times; either may be left out' },
    name: { value: 'TEXT', help: 'name of the data set; default: the name of the file' },
    ...LIBRARY_OPTION,
    json: { help: 'prints one JSON object instead of text' },
  },
  details: [
    'C is the name of a column, or its number counted from 1. What is not said is proposed from the file and shown. Without --together each file is a data set of its own with a proposal of its own.',
    'Rows that cannot be read are listed and left out unless --bad-rows says otherwise; no number is ever repaired.',
    'The JSON object has files: for each one outcome (accepted, accepted-with-warnings or refused), format, rows, columns, trajectories, warnings, and error when it was refused. The exit code is 2 when any file was refused.',
    'Example: phasewright import swing.txt --check --convert theta:rad --unwrap theta --p none',
  ],
  run: async ({ positionals: paths, options }) => {
    if (paths.length === 0) throw new UsageError('No file is given.');
    checkChoices(options);
    const groups = options.has('together') ? [paths] : paths.map((path) => [path]);
    for (const name of ['name', 'save-recipe']) {
      if (groups.length > 1 && options.has(name)) {
        throw new UsageError(`--${name} belongs to one data set: name one file, or add --together.`);
      }
    }
    const outcomes = await inLibrary(options, async (client) => {
      const done: ImportOutcome[] = [];
      for (const group of groups) done.push(await importFiles(client, group, options));
      return done;
    });
    if (options.has('json')) printJson({ files: outcomes.map(importFacts) });
    else printResult(outcomes.map(describeOutcome).join('\n\n'));
    return Math.max(...outcomes.map(exitCode));
  },
};

/** A number too large for a number is a fault of the file here, not of a computation. */
function exitCode({ error }: ImportOutcome): number {
  if (error === null) return EXIT.done;
  return error.code === 'not-finite' ? EXIT.refused : exitCodeOf(error.code);
}

/** Works in the library; for a mere check in one that is thrown away, so that none is made or brought forward. */
async function inLibrary<T>(options: OptionValues, work: (client: Client) => Promise<T>): Promise<T> {
  if (!options.has('check')) return withClient(libraryPath(options), work);
  const folder = await mkdtemp(join(tmpdir(), 'phasewright-check-'));
  try {
    return await withClient(join(folder, 'check.phasewright'), work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Imports files as one data set. What goes wrong with them is part of the outcome. @throws UsageError */
async function importFiles(client: Client, paths: readonly string[], options: OptionValues): Promise<ImportOutcome> {
  const file = paths.map((path) => basename(path)).join(', ');
  let look: ImportOutcome['look'] = null;
  let draftId: string | null = null;
  try {
    const { limits } = await client.call('app.info', {});
    const files = await readFiles(paths, limits.fileBytes);
    const opened = await lookAtFiles(client, files, options);
    draftId = opened.draftId;
    look = { preview: opened.preview, recipe: opened.start };
    const recipe = buildRecipe(options, opened.preview, opened.start);
    look = { preview: opened.preview, recipe };
    const target = options.text('save-recipe');
    if (target !== null) await writeRecipe(target, recipe);
    const { report } = await client.call('draft.check', { draftId, recipe, maxPoints: 2 });
    if (options.has('check')) return { file, look, report, error: null, datasetId: null };
    const name = options.text('name') ?? parse(files[0]!.name).name;
    const { id } = await client.call('dataset.import', { draftId, recipe, name, versionOf: null });
    return { file, look, report, error: null, datasetId: id };
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    return { file, look, report: null, error: asWireError(thrown), datasetId: null };
  } finally {
    if (draftId !== null) await client.call('draft.discard', { draftId });
  }
}
