import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../../../cli/serve/server.ts';
import { decode, encode, requestFrame, type ReplyFrame } from '../../../service/api/index.ts';
import { createService, type Service } from '../../../service/create-service.ts';

const files = new Map([
  ['/index.html', { bytes: new Uint8Array(Buffer.from('<!doctype html>page')), mediaType: 'text/html' }],
]);

let folder: string;
let service: Service;
let server: PageServer;
let origin: string;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'phasewright-server-'));
  service = createService({
    libraryPath: join(folder, 'library.phasewright'),
    role: 'host',
    workerEntry: new URL('../../../service/jobs/worker.ts', import.meta.url),
    version: '0.0.0-test',
    log: () => undefined,
  });
  server = await startPageServer({ service, files, port: 0 });
  const url = new URL(server.url);
  origin = url.origin;
  token = url.hash.replace('#token=', '');
});
afterAll(async () => {
  await server.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${origin}/api/call`, { method: 'POST', body, headers: { authorization: `Bearer ${token}`, ...headers } });
const replyTo = async (answer: Response) => decode(new Uint8Array(await answer.arrayBuffer())) as ReplyFrame;

/** A request as no browser would send it: the path goes out as it is written. */
function rawRequest(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const request = httpRequest({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the browser shell’s server', () => {
  it('has a key of 256 bits and listens on this computer only', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('serves the page with a policy that allows nothing from elsewhere', async () => {
    const answer = await fetch(`${origin}/`);
    expect(await answer.text()).toContain('page');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a call with the key', async () => {
    const reply = await replyTo(await call(encode(requestFrame('app.info', {}))));
    expect(reply).toMatchObject({ ok: true, result: { version: '0.0.0-test' } });
  });

  it('refuses a call without the key and does not say what is wrong with a near miss', async () => {
    const frame = encode(requestFrame('app.info', {}));
    expect((await call(frame, { authorization: '' })).status).toBe(401);
    expect((await call(frame, { authorization: `Bearer ${token.slice(0, -1)}` })).status).toBe(401);
    expect((await fetch(`${origin}/api/events`)).status).toBe(401);
  });

  it('refuses a page of another origin, and another name for this computer', async () => {
    const frame = encode(requestFrame('app.info', {}));
    expect((await call(frame, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await rawRequest('/', { host: `localhost:${new URL(origin).port}` })).status).toBe(421);
    expect((await rawRequest('/', { host: 'rebound.example' })).status).toBe(421);
  });

  it.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd', '/index.html%00.js'])(
    'has no file behind the path %s',
    async (path) => {
      expect((await rawRequest(path)).status).toBe(404);
    },
  );

  it('answers bytes that are no frame with an error, and goes on', async () => {
    const reply = await replyTo(await call(new Uint8Array([1, 2, 3])));
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-frame' } });
    expect((await call(encode(requestFrame('app.info', {})))).status).toBe(200);
  });

  it('refuses a body that announces more than the largest file, without waiting for it', async () => {
    const { hostname, port } = new URL(origin);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /api/call HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${token}\r\ncontent-length: 2000000000\r\n\r\n`,
        );
      });
      socket.once('data', (chunk) => {
        socket.destroy();
        resolve(chunk.toString('latin1'));
      });
      socket.once('error', reject);
    });
    expect(text).toContain('too-large');
  });

  it('answers with an error when a result cannot be sent, and goes on', async () => {
    const broken = { ...service, dispatch: () => Promise.resolve({ ok: true as const, result: { lost: undefined } }) };
    const other = await startPageServer({ service: broken, files, port: 0 });
    const { origin: otherOrigin, hash } = new URL(other.url);
    for (let k = 0; k < 2; k++) {
      const answer = await fetch(`${otherOrigin}/api/call`, {
        method: 'POST',
        body: encode(requestFrame('app.info', {})),
        headers: { authorization: `Bearer ${hash.replace('#token=', '')}` },
      });
      expect(await replyTo(answer)).toMatchObject({ ok: false, error: { code: 'bad-frame' } });
    }
    await other.close();
  });

  it('survives bytes that are not HTTP', async () => {
    const { hostname, port } = new URL(origin);
    await new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\u0000\u0001 nonsense\r\n\r\n'));
      socket.on('data', () => undefined);
      socket.once('close', resolve);
    });
    expect((await fetch(`${origin}/`)).status).toBe(200);
  });
});

describe('a browser shell whose last page was closed', () => {
  it('stops, but only after the time a reload takes', async () => {
    const abandoned = Promise.withResolvers<number>();
    const started = Date.now();
    const short = await startPageServer({
      service,
      files,
      port: 0,
      onAbandoned: () => {
        abandoned.resolve(Date.now() - started);
      },
    });
    const url = new URL(short.url);
    const leave = new AbortController();
    const stream = await fetch(`${url.origin}/api/events`, {
      headers: { authorization: `Bearer ${url.hash.replace('#token=', '')}` },
      signal: leave.signal,
    });
    expect(stream.status).toBe(200);
    leave.abort();
    expect(await abandoned.promise).toBeGreaterThan(4_000);
    await short.close();
  });
});
