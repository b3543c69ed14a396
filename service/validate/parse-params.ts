import type * as z from 'zod';
import { AppError, type AppErrorCode } from '../api/app-error.ts';
import type { MethodName, Params } from '../api/contract.ts';
import { CHECKERS } from './checkers.ts';

/** Parses the parameters of a method. @throws AppError naming the field and the value of the first thing that is wrong */
export function parseParams<M extends MethodName>(method: M, params: unknown): Params<M> {
  const parsed = CHECKERS[method].safeParse(params, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusal(method, parsed.error.issues[0]!);
}

function refusal(method: MethodName, issue: z.core.$ZodIssue): AppError {
  const field = issue.path.map(String).join('.') || 'params';
  const context = { method, field, value: show(issue.input) };
  if (issue.code === 'custom') {
    const { code, hint } = customRefusal(issue.params);
    return new AppError(code, code === 'bad-argument' ? `'${field}': ${issue.message}` : issue.message, {
      hint,
      context,
    });
  }
  return new AppError('bad-argument', `'${field}' is ${context.value}: ${reason(issue)}.`, {
    hint: 'Correct this value and try again.',
    context,
  });
}

/** A checker that has its own words says so in `params`. */
function customRefusal(params: Record<string, unknown> | undefined): { code: AppErrorCode; hint: string } {
  const code = params?.['code'];
  const hint = params?.['hint'];
  return {
    code: code === 'too-large' || code === 'too-wide' ? code : 'bad-argument',
    hint: typeof hint === 'string' ? hint : 'Correct this value and try again.',
  };
}

function reason(issue: Exclude<z.core.$ZodIssue, z.core.$ZodIssueCustom>): string {
  switch (issue.code) {
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum} is needed`;
    case 'too_big':
      return `at most ${issue.maximum} is possible`;
    case 'unrecognized_keys':
      return `there is no field '${issue.keys.join("', '")}'`;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')} is expected`;
    case 'invalid_type':
      return `${issue.expected} is expected`;
    default:
      return issue.message;
  }
}

/** A value in a few characters, for a message; objects are named by kind only. */
function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 60)}…'` : `'${value}'`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (value === undefined) return 'missing';
  return Array.isArray(value) ? `a list of ${value.length}` : `of type ${typeof value}`;
}
