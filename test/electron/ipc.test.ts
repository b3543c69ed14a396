import { describe, expect, it } from 'vitest';
import { REQUEST_CHANNEL } from '../../electron/channels.ts';
import { forwardEvents, serveIpc, type IpcKnock } from '../../electron/ipc.ts';
import { PAGE_URL } from '../../electron/security.ts';
import { requestFrame, type EventFrame, type ReplyFrame } from '../../service/api/index.ts';
import { openService } from '../support/service.ts';

type Answer = (event: IpcKnock, frame: unknown) => Promise<ReplyFrame>;

function openDoor(): Answer {
  const { service } = openService();
  const doors = new Map<string, Answer>();
  serveIpc({ handle: (channel, answer) => doors.set(channel, answer) }, service);
  expect([...doors.keys()]).toEqual([REQUEST_CHANNEL]);
  return doors.get(REQUEST_CHANNEL)!;
}

describe('the IPC door', () => {
  it('answers the top frame of the page', async () => {
    const answer = openDoor();
    const reply = await answer({ senderFrame: { url: PAGE_URL, parent: null } }, requestFrame('app.info', {}));
    expect(reply).toMatchObject({ ok: true });
  });

  it.each([
    ['a frame inside the page', { url: PAGE_URL, parent: {} }],
    ['another page', { url: 'https://example.org/', parent: null }],
    ['a file', { url: 'file:///tmp/page.html', parent: null }],
    ['a frame that is gone', null],
  ])('refuses %s without asking the service', async (_, senderFrame) => {
    const reply = await openDoor()({ senderFrame }, requestFrame('app.info', {}));
    expect(reply).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  });

  it('answers a frame that makes no sense with an error', async () => {
    const reply = await openDoor()({ senderFrame: { url: PAGE_URL, parent: null } }, 'nonsense');
    expect(reply.ok).toBe(false);
  });

  it('sends no event to a window that is gone', () => {
    const { service } = openService();
    const sent: EventFrame[] = [];
    let isDestroyed = false;
    let emit: ((event: EventFrame) => void) | undefined;
    const listening = {
      ...service,
      listen: (onEvent: (event: EventFrame) => void) => ((emit = onEvent), () => undefined),
    };
    forwardEvents(listening, { isDestroyed: () => isDestroyed, send: (_, event) => sent.push(event) });
    emit!({ event: 'library.changed', data: {} });
    isDestroyed = true;
    emit!({ event: 'library.changed', data: {} });
    expect(sent).toHaveLength(1);
  });
});
