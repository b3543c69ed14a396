import { AppError, toWireError, type WireError } from '../service/api/index.ts';

/** Results: what a pipe or a file gets. */
export function printResult(text: string): void {
  process.stdout.write(`${plain(text)}\n`);
}

/** Everything else: progress, remarks, errors. */
export function printNote(text: string): void {
  process.stderr.write(`${plain(text)}\n`);
}

/** What happened and what to do. A bug also says what was thrown. */
export function describeError(error: WireError): string {
  const lines = [error.message];
  if (error.hint !== '') lines.push(error.hint);
  if (error.code === 'unexpected' && error.context['cause'] !== undefined) lines.push(String(error.context['cause']));
  return lines.join('\n');
}

/** As JSON on stdout, arrays of numbers as lists. What JSON has no word for is written as a string: "NaN", "Infinity", "-Infinity". */
export function printJson(value: unknown): void {
  const text = JSON.stringify(
    value,
    (_, item: unknown) => {
      if (item instanceof Float64Array) return Array.from(item);
      return typeof item === 'number' && !Number.isFinite(item) ? String(item) : item;
    },
    2,
  );
  process.stdout.write(`${text}\n`);
}

/** The error as it would cross a pipe, whatever was thrown. */
export function asWireError(thrown: unknown): WireError {
  return thrown instanceof AppError ? thrown : toWireError(thrown);
}

/** Names come from files: control characters in them must not steer a terminal. */
export function plain(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, '\ufffd');
}
