import type { WireError } from './app-error.ts';
import { PROTOCOL_VERSION, type MethodName, type Params } from './contract.ts';

/** One question, as it crosses a pipe. */
export interface RequestFrame {
  readonly version: number;
  readonly method: string;
  readonly params: unknown;
}

/** One answer. Nothing throws across a boundary. */
export type ReplyFrame =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: WireError };

export function requestFrame<M extends MethodName>(method: M, params: Params<M>): RequestFrame {
  return { version: PROTOCOL_VERSION, method, params };
}
