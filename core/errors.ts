/** Codes of refusals that come from the numerics and the file formats. Stable: they are shown, tested and logged. */
export type CoreErrorCode =
  | 'bad-argument'
  | 'bad-number'
  | 'bad-table'
  | 'missing-column'
  | 'too-few-rows'
  | 'uneven-steps'
  | 'too-wide'
  | 'nothing-to-learn'
  | 'not-finite'
  | 'no-convergence'
  | 'out-of-memory'
  | 'unknown-id'
  /** Something that only a person can decide was left open. */
  | 'ambiguous';

/** What a `CoreError` carries beside its message. */
export interface CoreErrorDetail {
  /** What the reader can do about it, one sentence. */
  readonly hint?: string;
  /** The offending values, for logs and tests: plain data only. */
  readonly context?: Readonly<Record<string, string | number>>;
}

/**
 * An expected refusal: the world is like that (a bad cell, too few rows, a singular parameter).
 * Anything else that is thrown is a bug. `message` says what happened, with the offending value and name.
 */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  readonly hint: string;
  readonly context: Readonly<Record<string, string | number>>;

  constructor(code: CoreErrorCode, message: string, { hint = '', context = {} }: CoreErrorDetail = {}) {
    super(message);
    this.name = 'CoreError';
    this.code = code;
    this.hint = hint;
    this.context = context;
  }
}
