import { AppError, fromWireError, toWireError } from '../../service/api/index.ts';

/** Whatever was thrown, as an error that can be shown. A bug keeps its text in `context.cause`. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : fromWireError(toWireError(thrown));
}
