import { AppError, toWireError, type EventFrame, type ReplyFrame } from '../service/api/index.ts';
import type { Service } from '../service/create-service.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from './channels.ts';
import { isTrustedSender } from './security.ts';

/** The part of Electron's `ipcMain` that is used; a test gives its own. */
export interface IpcDoor {
  handle(channel: string, answer: (event: IpcKnock, frame: unknown) => Promise<ReplyFrame>): void;
}

/** Who sends: Electron's `IpcMainInvokeEvent`, as far as it is looked at. `senderFrame` is null once the frame is gone. */
export interface IpcKnock {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of Electron's `WebContents` that is used. */
export interface EventSink {
  isDestroyed(): boolean;
  send(channel: string, event: EventFrame): void;
}

/** Answers the page's questions: checks who knocks, and passes the frame on to the service's own checks. */
export function serveIpc(ipc: IpcDoor, service: Service): void {
  ipc.handle(REQUEST_CHANNEL, async ({ senderFrame }, frame) => {
    const sender = senderFrame && { url: senderFrame.url, isTopFrame: senderFrame.parent === null };
    if (!isTrustedSender(sender)) {
      const refusal = new AppError('not-allowed', 'This page may not use the service.');
      return { ok: false, error: toWireError(refusal) };
    }
    return service.dispatch(frame);
  });
}

/** Passes the service's events on to the window while it lives. Returns a function that stops it. */
export function forwardEvents(service: Service, sink: EventSink): () => void {
  return service.listen((event) => {
    if (!sink.isDestroyed()) sink.send(EVENT_CHANNEL, event);
  });
}
