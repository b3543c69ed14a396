import { expect, test } from 'vitest';
import { progressGate } from '../../../service/jobs/progress-gate.ts';
import type { RunProgress } from '../../../core/experiment/run-result.ts';

test('progress passes ten times a second, a change of phase always', () => {
  const passed: RunProgress[] = [];
  let time = 0;
  const report = progressGate(
    (progress) => passed.push(progress),
    () => time,
  );
  for (time = 0; time < 1000; time++) report({ phase: 'solve', fraction: time / 1000 });
  expect(passed).toHaveLength(10);
  report({ phase: 'evaluate', fraction: null });
  report({ phase: 'predict', fraction: null });
  expect(passed.slice(10).map(({ phase }) => phase)).toEqual(['evaluate', 'predict']);
});
