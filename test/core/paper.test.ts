import { describe, expect, test } from 'vitest';
import { findMethod } from '../../core/experiment/methods.ts';
import { cellsOf, experiments, publishedFor, runRepeat, spreadOf } from '../../core/paper/index.ts';
import type { CellChoice } from '../../core/paper/index.ts';
import { followEnergy } from '../../core/paper/follow-energy.ts';
import { prepareCell } from '../../core/paper/prepare-cell.ts';
import { resolveSystem } from '../../core/systems/index.ts';

const AS_PUBLISHED: CellChoice = { methods: null, widths: null, trains: null, test: null, isQuick: false };
const TINY: CellChoice = { methods: null, widths: [30], trains: [60], test: 40, isQuick: false };

const settings = { seed: 1, training: {}, report: () => undefined, now: () => 0 };

/** One small cell of an experiment. */
function tinyCell(id: string, method: string) {
  return cellsOf(experiments.get(id), { ...TINY, methods: [method] })[0]!;
}

const all = experiments.all.map((experiment) => [experiment.id, experiment] as const);

describe.each(all)('%s', (_, experiment) => {
  test.each(experiment.variants.map(({ label, system }) => [label, system] as const))(
    'names a system that exists, with a reference point of its size: %s',
    (_label, choice) => {
      const system = resolveSystem(choice);
      expect(experiment.referencePoint).toHaveLength(2 * system.dof);
      const energy = system.hamiltonian(Float64Array.from(experiment.referencePoint), choice.params);
      expect(Number.isFinite(energy)).toBe(true);
      expect(system.domain).toEqual(choice.domain);
    },
  );

  test('names methods that exist, its own and those with a figure', () => {
    const ids = [...experiment.methods, ...experiment.published.map(({ method }) => method)];
    expect(ids.map((id) => findMethod(id).kind)).not.toContain(undefined);
  });

  test('has figures that are positive, belong to a variant and are found again', () => {
    const labels = experiment.variants.map(({ label }) => label);
    for (const figure of experiment.published) {
      expect(figure.error).toBeGreaterThan(0);
      expect(labels).toContain(figure.variant);
      expect(publishedFor(experiment, figure)).toBe(figure);
    }
  });

  test('is smaller when it is to be quick, and has more equations than unknowns in either size', () => {
    const { sizes, quick } = experiment;
    expect(quick.train * quick.width ** 2).toBeLessThanOrEqual(sizes.train * sizes.width ** 2);
    expect(2 * quick.train).toBeGreaterThan(quick.width);
    expect(2 * sizes.train).toBeGreaterThan(sizes.width);
  });
});

describe('the published experiments', () => {
  test('are all there', () => {
    expect(experiments.all.map(({ id }) => id)).toEqual([
      'mass-spring',
      'pendulum-small',
      'pendulum-large',
      'lotka-volterra-small',
      'lotka-volterra-large',
      'lotka-volterra-shifted',
      'double-pendulum',
      'henon-heiles',
      'pendulum-frequency-10',
      'pendulum-frequency-15',
      'pendulum-frequency-20',
      'henon-heiles-alpha',
      'snapshot-correction',
      'energy-conservation',
      'toda-16',
    ]);
  });

  // Mean errors over ten trainings; sources in core/paper/published.ts.
  test.each([
    ['mass-spring', 'a-swim', 1.89e-11, 3.14],
    ['pendulum-small', 'elm', 1.49e-11, 2.0],
    ['pendulum-large', 'u-swim', 6.88e-10, 1.8],
    ['lotka-volterra-small', 'swim', 1.48e-10, 1.9],
    ['lotka-volterra-large', 'a-swim', 7.99e-9, 4.3],
    ['lotka-volterra-shifted', 'adam-hnn', 2.63e-3, 220.9],
    ['double-pendulum', 'swim', 4.18e-3, 40.0],
    ['henon-heiles', 'adam-hnn', 6.68e-4, 13_140.6],
  ])('have a figure for the default sizes: %s, %s', (id, method, error, seconds) => {
    const [cell] = cellsOf(experiments.get(id), { ...AS_PUBLISHED, methods: [method] });
    const figure = publishedFor(cell!.experiment, { ...cell!, variant: '' });
    expect([figure?.error, figure?.timings[0]?.seconds]).toEqual([error, seconds]);
  });

  test('have no figure for other sizes', () => {
    const [cell] = cellsOf(experiments.get('pendulum-small'), { ...AS_PUBLISHED, trains: [5000] });
    expect(publishedFor(cell!.experiment, { ...cell!, variant: '' })).toBeNull();
  });
});

test('cells run through variants, points, widths and methods, the last one fastest', () => {
  const cells = cellsOf(experiments.get('pendulum-small'), {
    ...{ methods: ['elm', 'a-swim'], widths: [10, 20], trains: [100, 200], test: 50, isQuick: false },
  });
  expect(cells.map(({ train, width, method }) => [train, width, method])).toEqual([
    [100, 10, 'elm'],
    [100, 10, 'a-swim'],
    [100, 20, 'elm'],
    [100, 20, 'a-swim'],
    [200, 10, 'elm'],
    [200, 10, 'a-swim'],
    [200, 20, 'elm'],
    [200, 20, 'a-swim'],
  ]);
});

test.each([
  [[], null],
  [[3], { median: 3, min: 3, max: 3 }],
  [[5, 1, 9], { median: 5, min: 1, max: 9 }],
  [[4, 1, 2, 8], { median: 3, min: 1, max: 8 }],
])('the spread of %j', (values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

describe('one repeat', () => {
  test.each(['elm', 'u-swim', 'a-swim', 'swim'])('of %s gives the same digits for the same seed', (method) => {
    const cell = tinyCell('pendulum-small', method);
    const first = runRepeat(cell, settings);
    expect(runRepeat(cell, settings)).toEqual(first);
    expect(runRepeat(cell, { ...settings, seed: 2 }).relativeL2Error).not.toEqual(first.relativeL2Error);
  });

  test('draws the same points for every method and width', () => {
    const narrow = prepareCell(tinyCell('pendulum-small', 'elm'), 1);
    const wide = prepareCell({ ...tinyCell('pendulum-small', 'a-swim'), width: 50 }, 1);
    expect(wide.train.states).toEqual(narrow.train.states);
    expect(wide.test.states).toEqual(narrow.test.states);
  });

  test('takes the reference point of the blog for the mass on a spring, the origin for the paper’s systems', () => {
    expect([...prepareCell(tinyCell('mass-spring', 'elm'), 1).anchor.state]).toEqual([1, 0]);
    const { anchor } = prepareCell(tinyCell('lotka-volterra-shifted', 'elm'), 1);
    // β + δ = 0.025 + 0.07
    expect(anchor.value).toBeCloseTo(0.095, 15);
    const cell = tinyCell('mass-spring', 'elm');
    const moved = prepareCell({ ...cell, experiment: { ...cell.experiment, referencePoint: [2, 1] } }, 1);
    // p²/2 + (q − 1)²/2
    expect(moved.anchor).toEqual({ state: Float64Array.of(2, 1), value: 1 });
  });

  test('adds its parts up to the whole time', () => {
    let ticks = 0;
    const { seconds } = runRepeat(tinyCell('pendulum-small', 'a-swim'), { ...settings, now: () => ticks++ });
    expect(seconds.solve).toBeGreaterThan(0);
    expect(seconds.sampling).toBeGreaterThan(0);
    // Whole ticks of a millisecond, summed as seconds.
    expect(seconds.sampling + seconds.solve).toBeCloseTo(seconds.total, 12);
  });

  test('learns H of a smooth system to many digits with few neurons', () => {
    // The published error for 100 neurons and 10000 points is 4.7e-4; 1000 points of the same kind do about as well.
    const cell = { ...tinyCell('pendulum-small', 'a-swim'), width: 100, train: 1000, test: 500 };
    const { relativeL2Error, gradientRelativeL2Error } = runRepeat(cell, settings);
    expect(relativeL2Error.test).toBeLessThan(5e-3);
    expect(gradientRelativeL2Error).toBeLessThan(5e-2);
  });

  test('refuses more unknowns than equations', () => {
    const cell = { ...tinyCell('pendulum-small', 'elm'), width: 121 };
    expect(() => runRepeat(cell, settings)).toThrow(
      '121 neurons have 122 unknowns, but 60 samples give only 121 equations.',
    );
  });

  test('of a learned field has no error of H and a finite one of the gradient', () => {
    const { relativeL2Error, gradientRelativeL2Error } = runRepeat(
      tinyCell('pendulum-small', 'sampled-ode-net'),
      settings,
    );
    expect(relativeL2Error).toEqual({ train: null, test: null });
    expect(gradientRelativeL2Error).toBeLessThan(1);
  });

  test('of gradient descent stops where it is told to', () => {
    const result = runRepeat(tinyCell('pendulum-small', 'adam-hnn'), { ...settings, training: { steps: 5 } });
    expect(result.training).toEqual({ stepsDone: 5, end: 'all-steps' });
  });

  test('of gradient descent takes no more steps than published, whatever it is allowed', () => {
    const cell = tinyCell('pendulum-small', 'adam-hnn');
    const short = { ...cell.experiment, training: { ...cell.experiment.training, steps: 3 } };
    const result = runRepeat({ ...cell, experiment: short }, { ...settings, training: { steps: 5 } });
    expect(result.training?.stepsDone).toBe(3);
  });

  test('of snapshots has the published errors before and after the correction', () => {
    const cells = cellsOf(experiments.get('snapshot-correction'), { ...AS_PUBLISHED, trains: [600], widths: [100] });
    const result = runRepeat(cells[2]!, settings);
    // h = 0.2: 2.99e-2 and 1.68e-3; both are decided by h and the region, not by the network.
    expect(result.rawRelativeL2Error?.test).toBeCloseTo(2.99e-2, 2);
    expect(result.relativeL2Error.test).toBeCloseTo(1.68e-3, 3);
  });
});

const EULER = { start: [1, 0], stepSize: 0.01, steps: 2000, integrator: 'symplectic-euler', isExplicit: true };

const UNIT_BOX = [
  [-1, 1],
  [-1, 1],
] as const;

test('explicit symplectic Euler lets the energy of an oscillator swing by h/2 of itself', () => {
  // q' = q + hp, p' = p − hq' conserves (q² + p² − hqp)/2, so H = (q² + p²)/2 from (1, 0) swings by at most h/2 · max|qp| ≈ h/4.
  const oscillator = {
    dof: 1,
    isSeparable: false,
    gradientRounding: 0,
    value: (x: Float64Array) => (x[0]! ** 2 + x[1]! ** 2) / 2,
    gradient: (x: Float64Array, out: Float64Array) => {
      out.set(x);
    },
  };
  const { drift, end, time } = followEnergy(oscillator, oscillator, UNIT_BOX, EULER);
  expect(drift).toBeCloseTo(0.01 / 4, 4);
  expect([end, time]).toEqual(['complete', 20]);
});

test('a motion that runs away is followed until it does', () => {
  // H = p²/2 − q²/2: q = cosh t reaches ten boxes, |q| = 10, at t = arcosh 10.
  const hill = {
    ...{ dof: 1, isSeparable: true, gradientRounding: 0 },
    value: (x: Float64Array) => (x[1]! ** 2 - x[0]! ** 2) / 2,
    gradient: (x: Float64Array, out: Float64Array) => {
      out[0] = -x[0]!;
      out[1] = x[1]!;
    },
  };
  const { drift, end, time } = followEnergy(hill, hill, UNIT_BOX, { ...EULER, integrator: 'rk4' });
  expect(end).toBe('left-the-box');
  // This H is conserved, so what is seen is the integrator.
  expect(drift).toBeLessThan(1e-2);
  expect(time).toBeCloseTo(Math.acosh(10), 1);
});
