import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tokenOf } from '../../renderer/transport/choose.ts';
import { createHttpTransport } from '../../renderer/transport/http.ts';
import { encode, requestFrame, type EventFrame } from '../../service/api/index.ts';

/** A real server that answers as told; closed after the test. */
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function eventBytes(frame: EventFrame): Buffer {
  const body = encode(frame);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

const progress: EventFrame = { event: 'run.progress', data: { runId: 'r1', phase: 'solve', fraction: 0.5 } };
const changed: EventFrame = { event: 'library.changed', data: {} };

describe('HTTP transport', () => {
  it.each([
    [401, 'not-allowed'],
    [403, 'not-allowed'],
    [413, 'too-large'],
    [500, 'unexpected'],
  ])('status %d is the error %s', async (status, code) => {
    const base = await serverThat((_, response) => response.writeHead(status).end());
    const transport = createHttpTransport({ base, token: 'wrong' });
    await expect(transport.request(requestFrame('app.info', {}))).rejects.toMatchObject({ code });
  });

  it('sends the token in the header and never in the address', async () => {
    const asked: string[] = [];
    const base = await serverThat((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.end(encode({ ok: true, result: null }));
    });
    await createHttpTransport({ base, token: 'secret' }).request(requestFrame('run.list', {}));
    expect(asked).toEqual(['POST /api/call Bearer secret']);
  });

  it('calls the connection lost when nobody listens or the answer breaks off', async () => {
    const nobody = createHttpTransport({ base: 'http://127.0.0.1:9/', token: '' });
    await expect(nobody.request(requestFrame('app.info', {}))).rejects.toMatchObject({ code: 'connection-lost' });
    const base = await serverThat((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const broken = createHttpTransport({ base, token: '' });
    await expect(broken.request(requestFrame('app.info', {}))).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('reads events across any cut of the stream, skips heartbeats, and comes back after a loss', async () => {
    let lives = 0;
    const base = await serverThat((_, response) => {
      lives += 1;
      if (lives > 1) {
        response.write(eventBytes(changed));
        return;
      }
      const bytes = Buffer.concat([Buffer.alloc(4), eventBytes(progress), eventBytes(progress)]);
      response.write(bytes.subarray(0, 7));
      setTimeout(() => {
        response.write(bytes.subarray(7, 30));
        setTimeout(() => response.end(bytes.subarray(30)), 20);
      }, 20);
    });
    const heard: EventFrame[] = [];
    const connected: boolean[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stop = createHttpTransport({ base, token: '', firstWaitMs: 5 }).listen(
      (frame) => {
        heard.push(frame);
        if (frame.event === 'library.changed') resolve(undefined);
      },
      (isConnected) => connected.push(isConnected),
    );
    await promise;
    stop();
    expect(heard).toEqual([progress, progress, changed]);
    expect(connected).toEqual([true, false, true]);
  });

  it('takes a silent stream for lost', async () => {
    const base = await serverThat((_, response) => response.write(Buffer.alloc(4)));
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const stop = createHttpTransport({ base, token: '', silenceMs: 60 }).listen(
      () => undefined,
      (isConnected) => {
        if (!isConnected) resolve(undefined);
      },
    );
    await promise;
    stop();
  });

  it('does not ask again for events after a refusal', async () => {
    let asked = 0;
    const base = await serverThat((_, response) => {
      asked += 1;
      response.writeHead(401).end();
    });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    createHttpTransport({ base, token: '', firstWaitMs: 1 }).listen(() => undefined, resolve);
    expect(await promise).toBe(false);
    await new Promise((later) => setTimeout(later, 50));
    expect(asked).toBe(1);
  });
});

describe('token', () => {
  it('is read from the fragment of the address', () => {
    expect(tokenOf('#token=abc_-123')).toBe('abc_-123');
    expect(tokenOf('')).toBe('');
  });
});
