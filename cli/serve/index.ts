/**
 * The browser shell: the page and the service's pipe on 127.0.0.1, for the system's browser.
 * It adds who may knock, and nothing else; what the app can do lives in `service/`.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SolveMeans } from '../../core/experiment/forecast.ts';
import { AppError } from '../../service/api/index.ts';
import { createService, type Service } from '../../service/create-service.ts';
import { loadPageFiles } from '../../service/page/index.ts';
import { VERSION } from '../../service/version.ts';
import { workerEntry } from '../worker-entry.ts';
import { openBrowser } from './open-browser.ts';
import { startPageServer } from './server.ts';

export interface ServeOptions {
  readonly libraryPath: string;
  /** What runs may use of the machine. */
  readonly means: Partial<SolveMeans>;
  /** 0 takes a free port. */
  readonly port: number;
  /** Opens the system's browser on the page. */
  readonly openBrowser: boolean;
  /** Goes on after the last page has left. */
  readonly stay: boolean;
}

/** Serves until it is told to stop, or until the last page has left and no run is under way. Resolves with the exit code. */
export async function runServe(options: ServeOptions): Promise<number> {
  let service: Service;
  try {
    service = openService(options);
  } catch (error) {
    const url = runningAt(error);
    if (url === null) throw error;
    console.error('Phasewright is already open on this library; nothing new was started.');
    console.log(url);
    if (!options.openBrowser) return 3;
    await openBrowser(url);
    return 0;
  }
  try {
    await servePages(service, options);
  } finally {
    await service.close();
  }
  return 0;
}

/** Serves until a signal comes or the last page has left. */
async function servePages(service: Service, options: ServeOptions): Promise<void> {
  const stop = Promise.withResolvers<string>();
  const abandoned = () => {
    stop.resolve('The last page was closed.');
  };
  const server = await startPageServer({
    service,
    files: loadPageFiles(pageFolder()),
    port: options.port,
    ...(options.stay ? {} : { onAbandoned: abandoned }),
  });
  // Before the address is out: whoever reads it may end this process at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stop.resolve(`Stopped by ${signal}.`);
    });
  }
  service.announce({ url: server.url });
  console.log(server.url);
  if (options.openBrowser && !(await openBrowser(server.url))) console.error('Open this address in a browser.');
  console.error(`Library: ${options.libraryPath}. Ctrl+C stops.`);
  console.error(await stop.promise);
  await server.close();
}

function openService({ libraryPath, means }: ServeOptions): Service {
  return createService({
    libraryPath,
    means,
    role: 'host',
    workerEntry: workerEntry(),
    version: VERSION,
    log: (line) => {
      console.error(line);
    },
  });
}

/** The address of the app that holds the library, when that is why this one could not open it. */
function runningAt(error: unknown): string | null {
  if (!(error instanceof AppError) || error.code !== 'library-locked') return null;
  const { url } = error.context;
  return typeof url === 'string' && url !== '' ? url : null;
}

/** The built page: beside the bundle, or in dist when run from the sources. */
function pageFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return import.meta.url.endsWith('.ts') ? join(here, '../../dist/page') : join(here, '../page');
}
