/** All pipes between a page and the service. A new shell is one more line in the list. */
import { startPageServer } from '../../cli/serve/server.ts';
import { forwardEvents, serveIpc, type IpcKnock } from '../../electron/ipc.ts';
import { PAGE_URL } from '../../electron/security.ts';
import { createElectronTransport } from '../../renderer/transport/electron.ts';
import { createHttpTransport } from '../../renderer/transport/http.ts';
import type { EventFrame, ReplyFrame, Transport } from '../../service/api/index.ts';
import type { Service } from '../../service/create-service.ts';
import { inProcessTransport } from '../../service/in-process-transport.ts';

/** One end of an open pipe. */
export interface OpenPipe {
  readonly transport: Transport;
  /** Breaks the pipe as its shell would when it ends. */
  readonly close: () => Promise<void>;
}

/** A way to reach a service. */
export interface TransportCase {
  readonly name: string;
  readonly open: (service: Service) => Promise<OpenPipe>;
}

export const transports: readonly TransportCase[] = [
  { name: 'in process', open: (service) => Promise.resolve(openInProcess(service)) },
  { name: 'HTTP', open: openHttp },
  { name: 'Electron IPC, faked', open: (service) => Promise.resolve(openFakedIpc(service)) },
];

function openInProcess(service: Service): OpenPipe {
  return { transport: inProcessTransport(service), close: () => service.close() };
}

/** The real server of the browser shell on a free port, and the page's real transport. */
async function openHttp(service: Service): Promise<OpenPipe> {
  const server = await startPageServer({ service, files: new Map(), port: 0 });
  const { origin, hash } = new URL(server.url);
  const transport = createHttpTransport({ base: origin, token: hash.replace('#token=', ''), firstWaitMs: 20 });
  const restoreFetch = fetchLikeABrowser(origin);
  return {
    transport,
    close: async () => {
      await server.close();
      restoreFetch();
    },
  };
}

/** Node sends neither Origin nor Sec-Fetch-Site; a browser always does. */
function fetchLikeABrowser(origin: string): () => void {
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    headers.set('sec-fetch-site', 'same-origin');
    return plainFetch(input, { ...init, headers });
  };
  return () => {
    globalThis.fetch = plainFetch;
  };
}

/** The desktop shell's handlers and the page's transport; between them structured cloning, as Electron's own channel does. */
function openFakedIpc(service: Service): OpenPipe {
  const knock: IpcKnock = { senderFrame: { url: PAGE_URL, parent: null } };
  let answer: ((event: IpcKnock, frame: unknown) => Promise<ReplyFrame>) | null = null;
  const door = {
    handle: (_channel: string, handler: typeof answer) => {
      answer = handler;
    },
  };
  serveIpc(door, service);
  const listeners = new Set<(event: EventFrame) => void>();
  const sink = {
    isDestroyed: () => false,
    send: (_channel: string, event: EventFrame) => {
      for (const listener of listeners) listener(structuredClone(event));
    },
  };
  const stopForwarding = forwardEvents(service, sink);
  const transport = createElectronTransport({
    request: async (frame) => {
      if (answer === null) throw new Error('No handler registered');
      return structuredClone(await answer(knock, structuredClone(frame)));
    },
    listen: (onEvent) => {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
  });
  return {
    transport,
    close: () => {
      answer = null;
      stopForwarding();
      return Promise.resolve();
    },
  };
}
