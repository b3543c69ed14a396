import { expect, test } from 'vitest';
import { forecastCost } from '../../core/experiment/index.ts';
import type { RunConfig } from '../../core/experiment/run-config.ts';

const FORECAST: RunConfig = {
  data: { kind: 'dataset', datasetId: 'd' },
  method: 'a-swim',
  width: 300,
  seed: 1,
  split: { kind: 'fraction', fraction: 0 },
  solver: { id: 'ridge-qr', ridge: 1e-16 },
  integrator: 'rk4',
  horizon: null,
  tolerance: null,
};

test('the forecast counts rows, columns, solves and operations', () => {
  const config = FORECAST;
  const means = { threads: 1, memoryBytes: 1e9 };
  const forecast = forecastCost(config, 2000, 1, means);
  expect([forecast.rows, forecast.columns, forecast.solves]).toEqual([4001, 301, 2]);
  // 2mn², and a first pass that is a small part of it.
  const whole = forecastCost({ ...config, method: 'u-swim' }, 2000, 1, means).work.flops;
  expect(whole).toBe(2 * 4001 * 301 ** 2);
  expect(forecast.work.flops / whole).toBeGreaterThan(1.03);
  expect(forecast.work.flops / whole).toBeLessThan(1.2);
  const sketched = forecastCost({ ...config, solver: { id: 'sketched-qr', ridge: 1e-16 } }, 20_000, 1, means);
  expect(sketched.work.flops).toBeLessThan(forecastCost(config, 20_000, 1, means).work.flops / 3);
  const dense = forecastCost({ ...config, solver: { id: 'truncated-svd', rcond: 1e-13 } }, 2000, 1, means);
  expect(dense.bytes).toBeGreaterThan(4001 * 301 * 8);
  expect(forecast.bytes).toBeLessThan(dense.bytes / 3);
});

test('the forecast of memory counts what is kept, and of time what is not', () => {
  const config = { ...FORECAST, solver: { id: 'sketched-qr', ridge: 1e-16 } } as const;
  const means = { threads: 1, memoryBytes: 1e9 };
  const roomy = forecastCost(config, 20_000, 1, means);
  const narrow = forecastCost(config, 20_000, 1, { ...means, memoryBytes: 0 });
  // 20 000 slopes of 304 columns, 8 bytes each.
  expect(roomy.bytes - narrow.bytes).toBe(20_000 * 304 * 8);
  expect(narrow.work.slopes).toBeGreaterThan(3 * roomy.work.slopes);
});
