import {
  AppError,
  type EventFrame,
  type ReplyFrame,
  type RequestFrame,
  type Transport,
} from '../../service/api/index.ts';

/** What the preload puts into the window: two functions, nothing else. */
export interface PhasewrightBridge {
  request(frame: RequestFrame): Promise<ReplyFrame>;
  /** Starts to hand events to `onEvent`; returns a function that stops. */
  listen(onEvent: (event: EventFrame) => void): () => void;
}

declare global {
  interface Window {
    readonly phasewright?: PhasewrightBridge;
  }
}

/** The pipe to the main process of the desktop shell. */
export function createElectronTransport(bridge: PhasewrightBridge): Transport {
  return {
    async request(frame) {
      try {
        return await bridge.request(frame);
      } catch (cause) {
        throw new AppError('connection-lost', 'The calculation service does not answer.', {
          hint: 'Close Phasewright and open it again. Your library is safe.',
          cause,
        });
      }
    },
    listen(onEvent, onConnection) {
      const stop = bridge.listen(onEvent);
      onConnection(true);
      return stop;
    },
  };
}
