import type { ExportFormat } from '../../service/api/index.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { EXPORT_FORMATS, exportRun } from '../export-run.ts';
import { findRun } from '../find-run.ts';
import { printResult } from '../output.ts';
import { LIBRARY_OPTION, libraryPath, withClient } from '../session.ts';
import { makeOutputFolder } from '../write-files.ts';

/** Writes the model or the picture of a run to a file. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'writes the model (JSON) or the phase portrait (PNG) of a run to a file',
  usage: 'export RUN --format json|png --out DIR',
  options: {
    format: { value: 'json|png', help: 'what to write; both, separated by a comma, are fine' },
    out: { value: 'DIR', help: 'folder to write to, made when missing; an existing file is never written over' },
    ...LIBRARY_OPTION,
  },
  details: [
    'RUN is the id of a run, the unique beginning of one, or latest: the newest that succeeded. The paths of the files are printed.',
  ],
  run: async ({ positionals: [wanted, unexpected], options }) => {
    if (wanted === undefined) throw new UsageError('No run is given.');
    if (unexpected !== undefined) throw new UsageError(`'${unexpected}' is one word too many.`);
    const formats = readFormats(options.required('format'));
    const folder = options.required('out');
    return withClient(libraryPath(options), async (client) => {
      const all = await client.call('run.list', {});
      const candidates = wanted === 'latest' ? all.filter(({ status }) => status === 'succeeded') : all;
      const { id: runId } = findRun(candidates, wanted);
      await makeOutputFolder(folder);
      for (const path of await exportRun(client, { runId, formats, folder })) printResult(path);
      return EXIT.done;
    });
  },
};

function readFormats(text: string): ExportFormat[] {
  return text.split(',').map((word) => {
    const format = EXPORT_FORMATS.find((known) => known === word.trim());
    if (format === undefined) throw new UsageError(`--format is one of ${EXPORT_FORMATS.join(', ')}, not '${word}'.`);
    return format;
  });
}
