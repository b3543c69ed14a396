import type { Grade } from '../report.ts';

/** Something that limits a verdict, and how good it can then still be. */
export interface Limit {
  readonly cap: Grade;
  readonly words: string;
}

const BEST_FIRST: readonly Grade[] = ['good', 'fair', 'poor', 'none'];

/** The worst of some grades; `good` without any. */
export function worstOf(grades: readonly Grade[]): Grade {
  return BEST_FIRST[Math.max(0, ...grades.map((grade) => BEST_FIRST.indexOf(grade)))]!;
}

/** The words of limits, the most serious ones first. */
export function worstFirst(limits: readonly Limit[]): readonly string[] {
  return limits.toSorted((a, b) => BEST_FIRST.indexOf(b.cap) - BEST_FIRST.indexOf(a.cap)).map(({ words }) => words);
}
