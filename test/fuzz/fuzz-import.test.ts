import { expect, test } from 'vitest';
import { drawFile, fuzzImport } from './fuzz-import.ts';

/** `npm run fuzz` takes 20 000 files and more; these are the first of them. */
const FILES = 1000;

test('mutated files are imported without an altered number, or refused; none crashes or hangs', () => {
  let [accepted, compared] = [0, 0];
  for (let number = 0; number < FILES; number++) {
    const outcome = fuzzImport(drawFile(number));
    expect(outcome.ms, `file ${number}`).toBeLessThan(2000);
    if (outcome.outcome === 'accepted') accepted++;
    compared += outcome.compared;
  }
  // Both outcomes must occur often, else the test says nothing.
  expect(accepted).toBeGreaterThan(0.3 * FILES);
  expect(accepted).toBeLessThan(0.95 * FILES);
  expect(compared).toBeGreaterThan(20 * FILES);
}, 120_000);
