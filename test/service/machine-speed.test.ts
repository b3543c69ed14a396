import { describe, expect, test } from 'vitest';
import { machineSpeed, measureSpeed, secondsOf, type MachineSpeed } from '../../service/machine-speed.ts';
import { AppError } from '../../service/api/index.ts';
import type { PreferenceStore } from '../../service/store/preference-store.ts';

function memoryStore(): PreferenceStore & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get: (key) => values.get(key) ?? null,
    set: (key, value) => {
      values.set(key, value);
    },
  };
}

/** A machine that does a thousand of everything in a second. */
const SLOW: MachineSpeed = { slopes: 1e3, sketched: 1e3, flops: 1e3, passed: 1e3, bytes: 1e3, plainFlops: 1e3 };
const NOTHING = { slopes: 0, sketched: 0, flops: 0, passed: 0, svdFlops: 0 };

describe('the speed of the machine', () => {
  test('is a positive number for every kind of work, measured in less than a second', () => {
    const from = performance.now();
    const speed = measureSpeed();
    // A fifth of that on a machine with nothing else to do.
    expect(performance.now() - from).toBeLessThan(1000);
    expect(Object.keys(speed).sort()).toEqual(Object.keys(SLOW).sort());
    expect(Object.values(speed).filter((value) => !(value > 1e5 && value < 1e13))).toEqual([]);
  });

  test('is measured once for a version of the app', () => {
    const store = memoryStore();
    const first = machineSpeed(store, '1.0.0');
    const kept = store.values.get('machine-speed')!;
    expect(machineSpeed(store, '1.0.0')).toEqual(first);
    expect(store.values.get('machine-speed')).toBe(kept);
    machineSpeed(store, '1.0.1');
    expect(store.values.get('machine-speed')).toContain('1.0.1');
  });

  const honest = memoryStore();
  machineSpeed(honest, '1.0.0');

  test.each([
    ['no text of JSON', () => '{"key":'],
    ['null', () => 'null'],
    ['another shape', (kept: string) => kept.replace('slopes', 'hopes')],
    ['a speed that is no number', (kept: string) => kept.replace(/"flops":[^,]+/, '"flops":null')],
    ['a speed of nothing', (kept: string) => kept.replace(/"flops":[^,]+/, '"flops":0')],
    ['a speed beyond all numbers', (kept: string) => kept.replace(/"flops":[^,]+/, '"flops":1e999')],
  ])('is measured again where somebody has written %s', (_what, spoil) => {
    const store = memoryStore();
    const spoilt = spoil(honest.values.get('machine-speed')!);
    store.set('machine-speed', spoilt);
    const speed = machineSpeed(store, '1.0.0');
    expect(Object.keys(speed).sort()).toEqual(Object.keys(SLOW).sort());
    expect(Object.values(speed).filter((value) => !(value > 1e5 && value < 1e13))).toEqual([]);
    expect(store.values.get('machine-speed')).not.toBe(spoilt);
  });

  test.each(['disk-full', 'read-only'] as const)('is told also when it cannot be kept: %s', (code) => {
    const speed = machineSpeed(
      {
        get: () => null,
        set: () => {
          throw new AppError(code, 'The library takes nothing more.');
        },
      },
      '1.0.0',
    );
    expect(Object.keys(speed).sort()).toEqual(Object.keys(SLOW).sort());
  });
});

describe('the forecast of time', () => {
  test('adds up all kinds of work', () => {
    const cost = { work: { ...NOTHING, slopes: 1e3 }, bytes: 4e3, flops: 2200 };
    // 1 + 4, and 2 for a training at 1.1 of the plain speed; 0.1 until all is compiled.
    expect(secondsOf(cost, SLOW, 1)).toBeCloseTo(7.1, 10);
  });

  test('is shorter with more threads for a solve, and the same for a decomposition and a training', () => {
    const solve = { work: { ...NOTHING, slopes: 1e4 }, bytes: 0, flops: 0 };
    expect(secondsOf(solve, SLOW, 1)).toBeCloseTo(10.1, 10);
    // 0.2 s alone, the rest by 1.85 threads.
    expect(secondsOf(solve, SLOW, 2)).toBeCloseTo(0.3 + 9.8 / 1.85, 10);
    const alone = { work: { ...NOTHING, svdFlops: 1e4 }, bytes: 0, flops: 1e4 };
    expect(secondsOf(alone, SLOW, 8)).toBe(secondsOf(alone, SLOW, 1));
  });
});
