import type { EventFrame } from './contract.ts';
import type { ReplyFrame, RequestFrame } from './frames.ts';

/** A pipe to the service. Shells differ only in this. */
export interface Transport {
  /** Resolves with the reply; rejects with an `AppError` `connection-lost` when the pipe is gone. */
  request(frame: RequestFrame): Promise<ReplyFrame>;
  /**
   * Starts to listen for events. `onConnection(false)` is called when the pipe is lost, `onConnection(true)` when it is (again) there.
   * Returns a function that stops listening.
   */
  listen(onEvent: (event: EventFrame) => void, onConnection: (isConnected: boolean) => void): () => void;
}
