import { UsageError, type Command } from '../command.ts';
import { COMPUTE_OPTIONS, computeMeans } from '../compute-options.ts';
import { runServe } from '../serve/index.ts';
import { LIBRARY_OPTION, libraryPath } from '../session.ts';

/** Serves the app to the browser of this computer. */
export const serve: Command = {
  name: 'serve',
  summary: 'serves the app to the browser of this computer',
  usage: 'serve [options]',
  options: {
    ...COMPUTE_OPTIONS,
    ...LIBRARY_OPTION,
    port: { value: 'N', help: 'port to listen on; default: a free one' },
    open: { help: 'opens the browser' },
    stay: { help: 'goes on after the last page was closed' },
  },
  details: [
    'Listens on 127.0.0.1 only. The printed address holds a secret token; without it nothing is answered. Ctrl+C stops.',
  ],
  run: ({ positionals: [unexpected], options }) => {
    if (unexpected !== undefined) throw new UsageError(`'${unexpected}' is one word too many.`);
    const port = options.integer('port', { atLeast: 0 }) ?? 0;
    if (port > 65_535) throw new UsageError(`--port is at most 65535, not ${port}.`);
    return runServe({
      libraryPath: libraryPath(options),
      means: computeMeans(options),
      port,
      openBrowser: options.has('open'),
      stay: options.has('stay'),
    });
  },
};
