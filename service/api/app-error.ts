/** All codes a caller can meet. Stable: they are shown, tested, logged, and decide the command line's exit code. */
export const APP_ERROR_CODES = [
  // refused input
  'bad-argument',
  'bad-number',
  'bad-table',
  'missing-column',
  'too-few-rows',
  'uneven-steps',
  'too-wide',
  'too-large',
  'nothing-to-learn',
  'unknown-id',
  'ambiguous',
  'not-found',
  'still-in-use',
  // failed work
  'not-finite',
  'no-convergence',
  'out-of-memory',
  'worker-lost',
  'cancelled',
  'disk-full',
  'library-locked',
  'library-newer',
  'library-damaged',
  'read-only',
  // the pipe
  'bad-frame',
  'unknown-method',
  'wrong-version',
  'not-allowed',
  'connection-lost',
  'unexpected',
] as const;

export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** An error as it crosses the wire: known fields only. */
export interface WireError {
  readonly code: AppErrorCode;
  /** What happened, with the offending value and name. */
  readonly message: string;
  /** What to do; '' when there is nothing to do. */
  readonly hint: string;
  readonly context: Readonly<Record<string, string | number>>;
}

/** An expected error: the world is like that. Anything else thrown is a bug and becomes `unexpected`. */
export class AppError extends Error implements WireError {
  readonly code: AppErrorCode;
  readonly hint: string;
  readonly context: Readonly<Record<string, string | number>>;

  constructor(
    code: AppErrorCode,
    message: string,
    { hint = '', context = {}, cause }: { hint?: string; context?: WireError['context']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
    this.context = context;
  }
}

function isAppErrorCode(code: unknown): code is AppErrorCode {
  return (APP_ERROR_CODES as readonly unknown[]).includes(code);
}

/**
 * Builds the wire form of anything thrown by copying known fields; core's errors carry the same ones.
 * A bug keeps its text in `context.cause`, its message says plainly that it was not expected.
 */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof Error && 'code' in thrown && isAppErrorCode(thrown.code)) {
    const { code, message } = thrown;
    const hint = 'hint' in thrown && typeof thrown.hint === 'string' ? thrown.hint : '';
    return { code, message, hint, context: 'context' in thrown ? plainContext(thrown.context) : {} };
  }
  return {
    code: 'unexpected',
    message: 'Something unexpected happened inside Phasewright.',
    hint: 'Your data are safe. Please report this with the text below.',
    context: { cause: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) },
  };
}

/** Makes an `AppError` of a wire error, on the asking side. */
export function fromWireError(wire: WireError): AppError {
  return new AppError(isAppErrorCode(wire.code) ? wire.code : 'unexpected', wire.message, {
    hint: wire.hint,
    context: wire.context,
  });
}

function plainContext(context: unknown): Record<string, string | number> {
  const plain: Record<string, string | number> = {};
  if (typeof context !== 'object' || context === null) return plain;
  for (const [key, value] of Object.entries(context)) {
    if (typeof value === 'string' || typeof value === 'number') plain[key] = value;
  }
  return plain;
}
