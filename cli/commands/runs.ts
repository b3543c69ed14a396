import type { ImportReport } from '../../core/import/import-report.ts';
import type { Client, RunDetail, RunSummary } from '../../service/api/index.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { describeResult } from '../describe-identification.ts';
import { lossHistoryOf, plainLoss } from '../loss-history.ts';
import { findRun } from '../find-run.ts';
import { describeRuns } from '../format.ts';
import { printJson, printResult } from '../output.ts';
import { LIBRARY_OPTION, libraryPath, withClient } from '../session.ts';

/** Lists the runs of the library, or shows one. */
export const runs: Command = {
  name: 'runs',
  summary: 'lists the runs of the library, or shows one',
  usage: 'runs list | runs show RUN [options]',
  options: { ...LIBRARY_OPTION, json: { help: 'prints JSON: an array, newest first, or one object' } },
  details: ['RUN is the id of a run, the unique beginning of one, or latest.'],
  run: async ({ positionals: [action, wanted, ...others], options }) => {
    if (action !== 'list' && action !== 'show') throw new UsageError('Say ‘runs list’ or ‘runs show RUN’.');
    if (action === 'show' && wanted === undefined) throw new UsageError('No run is given: ‘runs show RUN’.');
    const unexpected = action === 'list' ? wanted : others[0];
    if (unexpected !== undefined) throw new UsageError(`'${unexpected}' is one word too many.`);
    const asJson = options.has('json');
    return withClient(libraryPath(options), async (client) => {
      const all = await client.call('run.list', {});
      if (wanted === undefined) {
        if (asJson) printJson(all.map(flattened));
        else printResult(describeRuns(all));
        return EXIT.done;
      }
      const { id: runId } = findRun(all, wanted);
      const run = await client.call('run.get', { runId });
      const lossHistory = await lossHistoryOf(client, run);
      if (asJson) printJson({ ...flattened(run), lossHistory: plainLoss(lossHistory) });
      else printResult(describeResult(run, lossHistory, await reportOf(client, run)));
      return EXIT.done;
    });
  },
};

/** How the data were imported, for their units; null for a known system and for data that are gone. */
async function reportOf(client: Client, { config: { data } }: RunDetail): Promise<ImportReport | null> {
  if (data.kind === 'system') return null;
  const known = await client.call('dataset.list', {});
  if (!known.some(({ id }) => id === data.datasetId)) return null;
  return (await client.call('dataset.get', { datasetId: data.datasetId })).report;
}

/** The settings one filters by stand beside the rest, so that a script need not know where the configuration keeps them. */
function flattened<T extends RunSummary>(run: T): T & Pick<RunSummary['config'], 'method' | 'width' | 'seed'> {
  const { method, width, seed } = run.config;
  return { ...run, method, width, seed };
}
