import type { SolveMeans } from '../core/experiment/forecast.ts';
import { VERSION } from '../service/version.ts';
import { createClient, type Client } from '../service/api/index.ts';
import { createService } from '../service/create-service.ts';
import { inProcessTransport } from '../service/in-process-transport.ts';
import type { OptionSpec, OptionValues } from './command.ts';
import { defaultLibraryPath } from '../service/library-path.ts';
import { printNote } from './output.ts';
import { workerEntry } from './worker-entry.ts';

/** The option that every command which opens a library has. */
export const LIBRARY_OPTION = {
  library: { value: 'FILE', help: 'the library to work in; default: PHASEWRIGHT_LIBRARY, else the one of the app' },
} as const satisfies Record<string, OptionSpec>;

/** The library a command works in. */
export function libraryPath(options: OptionValues): string {
  return options.text('library') ?? defaultLibraryPath();
}

/**
 * Opens the library beside whoever else has it open, hands the client over, and closes it again whatever happens.
 * @param means what runs may use of the machine
 * @throws AppError `library-newer`, `library-damaged`, … when it cannot be opened
 */
export async function withClient<T>(
  library: string,
  work: (client: Client) => Promise<T>,
  means: Partial<SolveMeans> = {},
): Promise<T> {
  const service = createService({
    libraryPath: library,
    role: 'guest',
    workerEntry: workerEntry(),
    version: VERSION,
    log: printNote,
    means,
  });
  try {
    return await work(createClient(inProcessTransport(service)));
  } finally {
    await service.close();
  }
}
