/** A real service on a temporary library, with its real worker threads. */
import { onTestFinished } from 'vitest';
import {
  createClient,
  type Client,
  type EventFrame,
  type RunStatus,
  type RunSummary,
} from '../../service/api/index.ts';
import { createService, type Service, type ServicePorts } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';
import { temporaryLibrary } from './library.ts';

/** The real worker. */
export const WORKER = new URL('../../service/jobs/worker.ts', import.meta.url);
/** The real worker, with faults for certain seeds. */
export const FAULTY_WORKER = new URL('./workers/faulty-worker.ts', import.meta.url);

/** An open service, what it said, and a client. */
export interface OpenedService {
  readonly service: Service;
  readonly client: Client;
  readonly events: EventFrame[];
  readonly log: string[];
  /** Resolves when a run has ended. */
  readonly settled: (runId: string) => Promise<RunSummary>;
}

/** Opens a service that is closed after the test. */
export function openService(ports: Partial<ServicePorts> = {}): OpenedService {
  const log: string[] = [];
  const service = createService({
    libraryPath: ports.libraryPath ?? temporaryLibrary(),
    role: 'host',
    workerEntry: WORKER,
    version: '0.1.0-test',
    log: (line) => log.push(line),
    ...ports,
  });
  onTestFinished(() => service.close());
  const events: EventFrame[] = [];
  const waiting = new Map<string, (run: RunSummary) => void>();
  service.listen((event) => {
    events.push(event);
    if (event.event === 'run.changed' && !isOpen(event.data.status)) waiting.get(event.data.id)?.(event.data);
  });
  const client = createClient(inProcessTransport(service));
  const settled = async (runId: string) => {
    const { promise, resolve } = Promise.withResolvers<RunSummary>();
    waiting.set(runId, resolve);
    const now = await client.call('run.get', { runId });
    return isOpen(now.status) ? promise : now;
  };
  return { service, client, events, log, settled };
}

function isOpen(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}
