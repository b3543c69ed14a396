import { decode, type EventFrame } from '../../service/api/index.ts';

/**
 * Reads frames from a stream of bytes: [u32 little-endian length][codec-encoded event]; a frame of length 0 is a heartbeat.
 * Resolves when the stream ends. @throws AppError `bad-frame` when a frame cannot be read
 */
export async function readEvents(
  stream: ReadableStream<Uint8Array>,
  handlers: { onEvent: (event: EventFrame) => void; onBytes: () => void },
): Promise<void> {
  const reader = stream.getReader();
  let pending: Uint8Array = new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    handlers.onBytes();
    pending = joined(pending, value);
    let frame = nextFrame(pending);
    while (frame !== null) {
      // The service typed this frame from the same contract before it was encoded.
      if (frame.body.length > 0) handlers.onEvent(decode(frame.body) as EventFrame);
      pending = pending.subarray(frame.end);
      frame = nextFrame(pending);
    }
  }
}

function nextFrame(bytes: Uint8Array): { body: Uint8Array; end: number } | null {
  if (bytes.length < 4) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  if (bytes.length < 4 + length) return null;
  return { body: bytes.subarray(4, 4 + length), end: 4 + length };
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}
