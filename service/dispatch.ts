/** The only way in: protocol version → method known → parameters parsed and ranges checked → method → envelope. It trusts no shell. */
import { AppError, toWireError } from './api/app-error.ts';
import { PROTOCOL_VERSION, type MethodName, type Params, type Result } from './api/contract.ts';
import type { ReplyFrame } from './api/frames.ts';
import { CHECKERS } from './validate/checkers.ts';
import { parseParams } from './validate/parse-params.ts';

/** A function for every method of the contract. */
export type MethodTable = { readonly [M in MethodName]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

/** Answers frames. Never throws and never rejects, whatever it is given; a bug is logged with its stack. */
export function createDispatch(
  methods: MethodTable,
  log: (line: string) => void,
): (frame: unknown) => Promise<ReplyFrame> {
  return async (frame) => {
    let name = '?';
    try {
      const { method, params } = readFrame(frame);
      name = method;
      return { ok: true, result: await answer(methods, method, params) };
    } catch (thrown) {
      const error = toWireError(thrown);
      if (error.code === 'unexpected') log(`${name}: ${stackOf(thrown)}`);
      return { ok: false, error };
    }
  };
}

async function answer<M extends MethodName>(methods: MethodTable, method: M, params: unknown): Promise<Result<M>> {
  return methods[method](parseParams(method, params));
}

function readFrame(frame: unknown): { method: MethodName; params: unknown } {
  if (typeof frame !== 'object' || frame === null || !('version' in frame) || !('method' in frame)) {
    throw new AppError('bad-frame', 'The message is no question to the service.');
  }
  const { version, method } = frame;
  if (version !== PROTOCOL_VERSION) {
    throw new AppError(
      'wrong-version',
      `The page speaks version ${safeText(version)} of the protocol, the service version ${PROTOCOL_VERSION}.`,
      {
        hint: 'Load the page again.',
      },
    );
  }
  if (typeof method !== 'string' || !isMethodName(method)) {
    throw new AppError('unknown-method', `The service has no method ${safeText(method)}.`, {
      hint: 'Load the page again.',
    });
  }
  return { method, params: 'params' in frame ? frame.params : undefined };
}

/** Own properties only: names such as `constructor` are no methods. */
function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(CHECKERS, name);
}

function safeText(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`;
  return typeof value === 'number' ? String(value) : `of type ${typeof value}`;
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
