import { isDeepStrictEqual } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createClient,
  PROTOCOL_VERSION,
  requestFrame,
  type EventFrame,
  type MethodName,
  type ReplyFrame,
  type RequestFrame,
} from '../../service/api/index.ts';
import type { Service } from '../../service/create-service.ts';
import { pendulumConfig } from '../support/library.ts';
import { openService } from '../support/service.ts';
import { transports, type TransportCase } from './transports.ts';

/** Values that a careless pipe would change. */
const AWKWARD = {
  numbers: [NaN, Infinity, -Infinity, -0, 5e-324, Number.MAX_SAFE_INTEGER],
  array: Float64Array.of(NaN, -0, Infinity, 1e-310),
  empty: new Float64Array(),
  bytes: Uint8Array.of(0, 255, 128),
  text: 'θ̇ − ½ 😀 \u0000',
  nothing: null,
  nested: [{ list: [[]] }],
} as const;

/** Answers every frame with what it was given, and says one event when asked to. */
function echoService(): Service {
  const listeners = new Set<(event: EventFrame) => void>();
  return {
    dispatch: (frame) => {
      // `requestFrame` made it.
      const { method, params } = frame as RequestFrame;
      if (method === 'run.list') {
        for (const listener of listeners)
          listener({ event: 'run.progress', data: { runId: 'a', phase: 'solve', fraction: 0.1 } });
      }
      return Promise.resolve({ ok: true, result: params });
    },
    listen: (onEvent) => {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    isIdle: () => true,
    announce: () => undefined,
    isClosed: () => false,
    close: () => Promise.resolve(),
  };
}

async function openPipe({ open }: TransportCase, service: Service) {
  const pipe = await open(service);
  onTestFinished(pipe.close);
  return pipe;
}

async function connected(pipe: Awaited<ReturnType<typeof openPipe>>, onEvent: (event: EventFrame) => void) {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  onTestFinished(pipe.transport.listen(onEvent, resolve));
  expect(await promise).toBe(true);
}

describe.each(transports)('the pipe $name', (transport) => {
  test('carries NaN, infinities, minus zero, typed arrays and text unchanged, both ways', async () => {
    const { transport: pipe } = await openPipe(transport, echoService());
    const reply = await pipe.request({ version: PROTOCOL_VERSION, method: 'dataset.list', params: AWKWARD });
    expect(isDeepStrictEqual(reply, { ok: true, result: AWKWARD })).toBe(true);
  });

  test('gives the same answers and the same refusals as the service itself', async () => {
    const { service, client, settled } = openService();
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    await settled(runId);
    await client.call('preference.set', { key: 'theme', value: 'dark' });
    const pipe = await openPipe(transport, service);
    const frames: RequestFrame[] = [
      requestFrame('app.info', {}),
      requestFrame('catalog.get', {}),
      requestFrame('preference.get', { key: 'theme' }),
      requestFrame('preference.get', { key: 'unset' }),
      requestFrame('run.list', {}),
      requestFrame('run.get', { runId }),
      requestFrame('run.series', { runId, maxPoints: 50 }),
      requestFrame('model.field', { runId, axis: 0, q: [-3, 3], p: [-1, 1], columns: 11, rows: 9 }),
      requestFrame('model.rollout', { runId, state: [0.3, 0], duration: 2, points: 21 }),
      requestFrame('export.run', { runId, format: 'json' }),
      requestFrame('dataset.list', {}),
      requestFrame('run.get', { runId: 'nope' }),
      requestFrame('run.start', { config: { ...pendulumConfig, width: NaN } }),
      { version: PROTOCOL_VERSION, method: 'run.explode', params: {} },
      { version: 99, method: 'run.list', params: {} },
    ];
    for (const frame of frames) {
      const expected: ReplyFrame = await service.dispatch(frame);
      const reply = await pipe.transport.request(frame);
      expect(isDeepStrictEqual(reply, expected), `${frame.method}: ${JSON.stringify(reply).slice(0, 300)}`).toBe(true);
    }
  });

  test('carries files to the service and refusals back with code, message, hint and context', async () => {
    const { service } = openService();
    const client = createClient((await openPipe(transport, service)).transport);
    const bytes = new TextEncoder().encode('t,q,p\n0,1,0\n0.1,0.9,-0.1\n0.2,0.8,-0.2\n');
    const draft = await client.call('draft.open', { files: [{ name: 'run.csv', bytes }] });
    expect(draft.preview).toMatchObject({ columns: [{ name: 't' }, { name: 'q' }, { name: 'p' }], lineCount: 4 });
    expect(await client.call('draft.preview', { draftId: draft.draftId, file: 0, recipe: draft.recipe })).toEqual(
      draft,
    );
    await expect(client.call('run.start', { config: { ...pendulumConfig, width: 401 } })).rejects.toMatchObject({
      code: 'too-wide',
      message: '401 neurons are more than 200 training rows allow.',
      hint: 'Choose at most 400 neurons, better a quarter of it: 100.',
      context: { width: 401, largest: 400, samples: 200 },
    });
  });

  test('passes events on while one listens', async () => {
    const pipe = await openPipe(transport, echoService());
    const events: EventFrame[] = [];
    await connected(pipe, (event) => events.push(event));
    await pipe.transport.request(requestFrame('run.list', {}));
    await expect
      .poll(() => events)
      .toEqual([{ event: 'run.progress', data: { runId: 'a', phase: 'solve', fraction: 0.1 } }]);
  });

  test('carries a whole run: start, progress, end', async () => {
    const { service } = openService();
    const pipe = await openPipe(transport, service);
    const client = createClient(pipe.transport);
    const events: EventFrame[] = [];
    await connected(pipe, (event) => events.push(event));
    const { runId } = await client.call('run.start', { config: pendulumConfig });
    const statuses = () => events.flatMap((frame) => (frame.event === 'run.changed' ? [frame.data.status] : []));
    await expect.poll(statuses, { timeout: 10_000 }).toEqual(['queued', 'running', 'succeeded']);
    expect(events.some(({ event }) => event === 'run.progress')).toBe(true);
    expect(await client.call('run.get', { runId })).toMatchObject({ status: 'succeeded' });
  });

  test('a pipe that is gone is told as lost', async () => {
    const { service } = openService();
    const pipe = await openPipe(transport, service);
    await pipe.transport.request(requestFrame('app.info', {}));
    await pipe.close();
    const method: MethodName = 'app.info';
    await expect(pipe.transport.request(requestFrame(method, {}))).rejects.toMatchObject({ code: 'connection-lost' });
  });
});
