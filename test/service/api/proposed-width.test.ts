import { describe, expect, test } from 'vitest';
import { proposedWidth } from '../../../service/api/index.ts';

const trajectory = (id: string, rows: number, endRowsNotFitted = 0) => ({
  ...{ id, rows, endRowsNotFitted, start: 0, end: 1 },
  step: { min: 1, median: 1, max: 1 },
});

describe('the proposed width', () => {
  test('is a quarter of the equations that are left to learn from', () => {
    const report = { trajectories: [trajectory('a', 60, 8)] };
    // 52 rows, 80 % of them, two equations each, a quarter.
    expect(proposedWidth(report, 1, { kind: 'fraction', fraction: 0.2 }, 200)).toBe(20);
    expect(proposedWidth(report, 2, { kind: 'fraction', fraction: 0.2 }, 200)).toBe(41);
  });

  test('counts only trajectories that are learned from', () => {
    const report = { trajectories: [trajectory('a', 40), trajectory('b', 4000)] };
    expect(proposedWidth(report, 1, { kind: 'trajectories', heldOut: ['b'] }, 200)).toBe(20);
  });

  test('is at least one and at most what is allowed', () => {
    expect(proposedWidth({ trajectories: [] }, 1, { kind: 'fraction', fraction: 0.2 }, 200)).toBe(1);
    const report = { trajectories: [trajectory('a', 40_000)] };
    expect(proposedWidth(report, 1, { kind: 'fraction', fraction: 0 }, 200)).toBe(200);
  });
});
