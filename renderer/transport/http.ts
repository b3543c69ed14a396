import {
  AppError,
  decode,
  encode,
  type EventFrame,
  type ReplyFrame,
  type RequestFrame,
  type Transport,
} from '../../service/api/index.ts';
import { readEvents } from './event-stream.ts';

export interface HttpOptions {
  /** Address of the page; `api/call` and `api/events` lie beside it. */
  readonly base: string;
  readonly token: string;
  /** First wait before the events are asked for again; doubles up to `longestWaitMs`. */
  readonly firstWaitMs?: number;
  readonly longestWaitMs?: number;
  /** A stream that is silent this long (no event, no heartbeat) counts as lost. */
  readonly silenceMs?: number;
}

/** The pipe to the browser shell: one POST per question, one streamed GET for events, the token in a header. */
export function createHttpTransport({
  base,
  token,
  firstWaitMs = 250,
  longestWaitMs = 5000,
  silenceMs = 35_000,
}: HttpOptions): Transport {
  const headers = { Authorization: `Bearer ${token}` };

  async function request(frame: RequestFrame): Promise<ReplyFrame> {
    const response = await reach(new URL('api/call', base), {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/octet-stream' },
      body: encode(frame),
    });
    return readReply(response);
  }

  /** One life of the event stream. Resolves when it ended, and says whether asking again makes sense. */
  async function streamOnce(
    signal: AbortSignal,
    onEvent: (event: EventFrame) => void,
    onOpen: () => void,
  ): Promise<boolean> {
    const silence = new AbortController();
    const stop = AbortSignal.any([signal, silence.signal]);
    let timer = setTimeout(() => {
      silence.abort();
    }, silenceMs);
    try {
      const response = await fetch(new URL('api/events', base), { headers, signal: stop });
      if (response.status === 401 || response.status === 403) return false;
      if (!response.ok || response.body === null) return true;
      onOpen();
      const onBytes = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          silence.abort();
        }, silenceMs);
      };
      await readEvents(response.body, { onEvent, onBytes });
      return true;
    } catch (thrown) {
      // A lost pipe shows as a rejected read; anything else is a bug and must not be taken for one.
      if (thrown instanceof TypeError || stop.aborted || thrown instanceof AppError) return true;
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    request,
    listen(onEvent, onConnection) {
      const stopping = new AbortController();
      const isStopped = (): boolean => stopping.signal.aborted;
      void (async () => {
        let wait = firstWaitMs;
        while (!isStopped()) {
          const isWorthAnother = await streamOnce(stopping.signal, onEvent, () => {
            wait = firstWaitMs;
            onConnection(true);
          });
          if (isStopped()) return;
          onConnection(false);
          if (!isWorthAnother) return;
          await new Promise((resolve) => setTimeout(resolve, wait));
          wait = Math.min(2 * wait, longestWaitMs);
        }
      })();
      return () => {
        stopping.abort();
      };
    },
  };
}

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new AppError('connection-lost', 'Phasewright does not answer.', {
      hint: 'Check that the program is still running, then try again. Your library is safe.',
      cause,
    });
  }
}

async function readReply(response: Response): Promise<ReplyFrame> {
  if (response.ok) {
    // The service framed this reply; its shape is fixed by the contract.
    return decode(await bytesOf(response)) as ReplyFrame;
  }
  if (response.status === 401 || response.status === 403) {
    throw new AppError('not-allowed', 'This page may not talk to Phasewright: its address is out of date.', {
      hint: 'Open the full address that was printed when Phasewright started, including the part after #.',
    });
  }
  if (response.status === 413) {
    throw new AppError('too-large', 'The message is larger than Phasewright accepts.', {
      hint: 'Split the file, or keep only the columns you need.',
    });
  }
  throw new AppError('unexpected', `Phasewright answered with status ${response.status}.`, {
    hint: 'Try again; if it stays, start Phasewright anew.',
  });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new AppError('connection-lost', 'The answer broke off on its way.', { hint: 'Try again.', cause });
  }
}
