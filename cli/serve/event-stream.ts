import type { ServerResponse } from 'node:http';
import { encode, type EventFrame } from '../../service/api/index.ts';

const HEARTBEAT_MS = 10_000;
/** A page that does not read is dropped before its backlog grows; it connects again and asks anew. */
const BACKLOG_BYTES = 4 * 1024 * 1024;

/** The pages that listen: each gets every event as [u32 length][frame]; a length of 0 is a heartbeat. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #onCountChanged: (count: number) => void;

  constructor(onCountChanged: (count: number) => void) {
    this.#onCountChanged = onCountChanged;
    this.#heartbeat = setInterval(() => {
      this.#write(new Uint8Array(4));
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  add(response: ServerResponse): void {
    this.#open.add(response);
    this.#onCountChanged(this.#open.size);
    response.on('close', () => {
      this.#open.delete(response);
      this.#onCountChanged(this.#open.size);
    });
    response.write(new Uint8Array(4));
  }

  send(event: EventFrame): void {
    const frame = encode(event);
    const message = new Uint8Array(4 + frame.length);
    new DataView(message.buffer).setUint32(0, frame.length, true);
    message.set(frame, 4);
    this.#write(message);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const response of this.#open) response.end();
  }

  #write(message: Uint8Array): void {
    for (const response of this.#open) {
      if (response.writableLength > BACKLOG_BYTES) response.destroy();
      else response.write(message);
    }
  }
}
