import type { EventFrame, ReplyFrame, Transport } from '../../service/api/index.ts';
import type { Service } from '../../service/create-service.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../electron/channels.ts';
import { forwardEvents, serveIpc, type IpcKnock } from '../../electron/ipc.ts';
import { PAGE_URL } from '../../electron/security.ts';

type Answer = (event: IpcKnock, frame: unknown) => Promise<ReplyFrame>;

/**
 * The desktop shell's own IPC code between a fake pair of doors that copy every message as Electron does
 * (structured clone). `senderUrl` lets a test knock from another page.
 */
export function ipcTransport(service: Service, senderUrl: string = PAGE_URL): Transport {
  const answers = new Map<string, Answer>();
  serveIpc({ handle: (channel, answer) => answers.set(channel, answer) }, service);
  return {
    request: async (frame) => {
      const answer = answers.get(REQUEST_CHANNEL)!;
      return structuredClone(await answer({ senderFrame: { url: senderUrl, parent: null } }, structuredClone(frame)));
    },
    listen: (onEvent, onConnection) => {
      onConnection(true);
      return forwardEvents(service, {
        isDestroyed: () => false,
        send: (channel: string, event: EventFrame) => {
          if (channel === EVENT_CHANNEL) onEvent(structuredClone(event));
        },
      });
    },
  };
}
