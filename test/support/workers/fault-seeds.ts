/** Seeds that stand for a fault. */
export const FAULT = { exit: 9001, crash: 9002, spin: 9003, eatMemory: 9004, exitSilently: 9005 } as const;
