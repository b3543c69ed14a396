import type { AppErrorCode } from '../service/api/index.ts';

/** 0 done, 1 called wrongly, 2 input refused, 3 work failed. */
export const EXIT = { done: 0, usage: 1, refused: 2, failed: 3, interrupted: 130 } as const;

const CODES: Readonly<Record<AppErrorCode, 2 | 3>> = {
  'bad-argument': EXIT.refused,
  'bad-number': EXIT.refused,
  'bad-table': EXIT.refused,
  'missing-column': EXIT.refused,
  'too-few-rows': EXIT.refused,
  'uneven-steps': EXIT.refused,
  'too-wide': EXIT.refused,
  'too-large': EXIT.refused,
  'nothing-to-learn': EXIT.refused,
  'unknown-id': EXIT.refused,
  ambiguous: EXIT.refused,
  'not-found': EXIT.refused,
  'still-in-use': EXIT.refused,
  'not-finite': EXIT.failed,
  'no-convergence': EXIT.failed,
  'out-of-memory': EXIT.failed,
  'worker-lost': EXIT.failed,
  cancelled: EXIT.failed,
  'disk-full': EXIT.failed,
  'library-locked': EXIT.failed,
  'library-newer': EXIT.failed,
  'library-damaged': EXIT.failed,
  'read-only': EXIT.failed,
  'bad-frame': EXIT.failed,
  'unknown-method': EXIT.failed,
  'wrong-version': EXIT.failed,
  'not-allowed': EXIT.failed,
  'connection-lost': EXIT.failed,
  unexpected: EXIT.failed,
};

/** The exit code that an error stands for. */
export function exitCodeOf(code: AppErrorCode): 2 | 3 {
  return CODES[code];
}
