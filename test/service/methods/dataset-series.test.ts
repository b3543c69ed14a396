import { expect, test } from 'vitest';
import { toDatasetSeries } from '../../../service/methods/dataset-series.ts';

test('the cloud of a thinned motion lies where the motion was, not where its extremes were', () => {
  const count = 9944;
  const angle = (i: number) => 0.0951 * i;
  const times = Float64Array.from({ length: count }, (_, i) => i);
  const states = Float64Array.from({ length: 2 * count }, (_, k) =>
    k % 2 === 0 ? Math.cos(angle(k / 2)) : Math.sin(angle((k - 1) / 2)),
  );
  const trajectory = { id: '1', times, states, derivatives: states, fitRange: [0, count] as const };
  const labels = { time: 't', q: ['q'], p: ['p'] };
  const { cloud } = toDatasetSeries({ dof: 1, labels, trajectories: [trajectory] }, 1500).trajectories[0]!;
  const sectors = new Array<number>(16).fill(0);
  for (let k = 0; k < cloud.length; k += 2) {
    const turn = Math.atan2(cloud[k + 1]!, cloud[k]!) / (2 * Math.PI) + 0.5;
    sectors[Math.min(15, Math.floor(16 * turn))]! += 1;
  }
  expect(cloud).toHaveLength(3000);
  // 1500 points on 16 sectors: about 94 each.
  expect(Math.min(...sectors)).toBeGreaterThan(75);
  expect(Math.max(...sectors)).toBeLessThan(115);
});

test('known inputs are drawn at the same moments as the states', () => {
  const times = Float64Array.from({ length: 5000 }, (_, i) => i);
  const states = Float64Array.from({ length: 10_000 }, (_, k) => Math.cos(k));
  const inputs = Float64Array.from({ length: 10_000 }, (_, k) => (k % 2 === 0 ? k / 2 : 7 + (k - 1) / 2));
  const trajectory = { id: '1', times, states, derivatives: states, inputs, fitRange: [0, 5000] as const };
  const labels = { time: 't', q: ['q'], p: ['p'], inputs: ['u', 'motor'] };
  const [series] = toDatasetSeries({ dof: 1, labels, trajectories: [trajectory] }, 200).trajectories;
  expect(series!.times.length).toBeLessThanOrEqual(200);
  expect(series!.inputs).toEqual(Float64Array.from([...series!.times].flatMap((time) => [time, 7 + time])));
});
