import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, decode, encode, toWireError, type ReplyFrame } from '../../service/api/index.ts';
import type { Service } from '../../service/create-service.ts';
import { PAGE_HEADERS, pageFileFor, type PageFile } from '../../service/page/index.ts';
import { LIMITS } from '../../service/validate/limits.ts';
import { EventStreams } from './event-stream.ts';
import { refuse } from './guard.ts';

/** Room for the frame around a file of the largest size that is accepted. */
const BODY_BYTES = LIMITS.fileBytes + 1_000_000;
/** A page that reloads is back within this time. */
const GRACE_MS = 5_000;

export interface PageServerOptions {
  readonly service: Service;
  readonly files: ReadonlyMap<string, PageFile>;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** Called once when the last page has left for good and nothing is being computed; never called with `undefined`. */
  readonly onAbandoned?: () => void;
}

export interface PageServer {
  /** The address to open, with the key in its fragment, which a browser never sends on. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page and the service's pipe on 127.0.0.1 only. */
export async function startPageServer({ service, files, port, onAbandoned }: PageServerOptions): Promise<PageServer> {
  const token = randomBytes(32).toString('base64url');
  let address = '';
  let grace: NodeJS.Timeout | undefined;
  const watchForAbandonment = (openPages: number) => {
    clearTimeout(grace);
    if (openPages > 0 || onAbandoned === undefined) return;
    const look = () => {
      if (service.isIdle()) onAbandoned();
      else grace = setTimeout(look, GRACE_MS);
    };
    grace = setTimeout(look, GRACE_MS);
  };
  const streams = new EventStreams(watchForAbandonment);
  const stopListening = service.listen((event) => {
    streams.send(event);
  });

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 10_000 }, (request, response) => {
    const path = pathOf(request);
    const refusal = refuse({ method: request.method ?? '', path, headers: request.headers }, address, token);
    if (refusal !== null) sendText(response, refusal.status, refusal.reason);
    else if (path === '/api/events') openStream(response, streams);
    else if (path === '/api/call') void answerCall(request, response, service);
    else sendFile(request, response, pageFileFor(files, path));
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        new AppError('bad-argument', taken ? `Port ${port} is in use.` : `Port ${port} cannot be opened.`, {
          hint: 'Leave --port out to take a free one.',
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `http://${address}/#token=${token}`,
    close: async () => {
      clearTimeout(grace);
      stopListening();
      streams.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The path alone; a request line that is no URL has none. */
function pathOf(request: IncomingMessage): string {
  const [path = ''] = (request.url ?? '').split(/[?#]/, 1);
  return path;
}

async function answerCall(request: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = encode(await service.dispatch(decode(await readBody(request))));
  } catch (error) {
    if (request.destroyed && !response.writable) return;
    bytes = encode({ ok: false, error: toWireError(error) } satisfies ReplyFrame);
  }
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'content-type': 'application/octet-stream',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const tooLarge = () =>
    new AppError('too-large', `The message is larger than ${Math.floor(BODY_BYTES / 1e6)} MB.`, {
      hint: 'Split the file into parts, or thin it out.',
    });
  if (announced > BODY_BYTES) {
    request.resume();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function openStream(response: ServerResponse, streams: EventStreams): void {
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'application/octet-stream' });
  streams.add(response);
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile | undefined): void {
  if (file === undefined) {
    sendText(response, 404, 'There is no such file.');
    return;
  }
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': file.mediaType, 'content-length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${text}\n`);
}
