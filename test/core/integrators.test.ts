import { describe, expect, test } from 'vitest';
import { createHalfSteps } from '../../core/integrators/implicit-half-steps.ts';
import { integrateSteps, integrators } from '../../core/integrators/index.ts';
import { energyDriftStatistics } from '../../core/metrics/index.ts';
import type { HamiltonianFunction, PhaseFlow } from '../../core/phase-space.ts';
import { coupled, coupledPair, truthOf } from './coupled-flow.ts';
import { maxDifference } from './golden.ts';

const all = integrators.all.map((integrator) => [integrator.id, integrator] as const);
const symplectic = all.filter(([, { isSymplectic }]) => isSymplectic);
const notSymplectic = all.filter(([, { isSymplectic }]) => !isSymplectic);
const symmetric = ['stormer-verlet', 'stormer-verlet-dkd', 'implicit-midpoint'];

/** Energies at every step, with their times. */
function followEnergy(id: string, flow: HamiltonianFunction, start: readonly number[], h: number, steps: number) {
  const step = integrators.get(id).createStepper(flow);
  const x = Float64Array.from(start);
  const times = Float64Array.from({ length: steps + 1 }, (_, i) => i * h);
  const energies = Float64Array.from(times, (_, i) => {
    if (i > 0) step(x, h);
    return flow.value(x);
  });
  return { times, energies };
}

describe.each(all)('integrator %s', (_id, integrator) => {
  // Several starts, because the leading term of a single one may vanish. Steps from the asymptotic range: fine enough that the next order
  // counts little, coarse enough that rounding (1e-14) does; for order 8 that range is short.
  const duration = 4;
  const steps = integrator.order === 8 ? 12 : 320;
  const starts = [0.2, 0.3, 0.4, 0.5, -0.2, -0.3].map((q1) => [q1, 0.1, 0.35, 0.1]);
  test.each([
    ['separable', truthOf('henon-heiles')],
    ['non-separable', coupledPair],
  ])('has the order it declares for a %s H', (_name, flow) => {
    const ends = (by: typeof integrator, count: number) =>
      starts.flatMap((start) => [
        ...integrateSteps(
          { integrator: by, flow, start: Float64Array.from(start) },
          { stepSize: duration / count, steps: count, every: count },
        ).states.slice(4),
      ]);
    const exact = ends(integrators.get('rk4'), 16_000);
    const error = (count: number) => Math.hypot(...ends(integrator, count).map((value, k) => value - exact[k]!));
    expect(Math.abs(Math.log2(error(steps) / error(2 * steps)) - integrator.order)).toBeLessThan(0.1);
  });

  test('does not change its start', () => {
    const start = Float64Array.of(1, 0.5);
    integrateSteps({ integrator, flow: truthOf('pendulum'), start }, { stepSize: 0.1, steps: 3 });
    expect([...start]).toEqual([1, 0.5]);
  });

  test('follows a flow that has no H: a decay', () => {
    // q̇ = −q, ṗ = −p, so x(1) = x(0)/e.
    const decay: PhaseFlow = {
      dof: 1,
      isSeparable: false,
      gradientRounding: 0,
      gradient: (x, out) => {
        out[0] = x[1]!;
        out[1] = -x[0]!;
      },
    };
    const { states } = integrateSteps(
      { integrator, flow: decay, start: Float64Array.of(1, 2) },
      { stepSize: 0.01, steps: 100, every: 100 },
    );
    expect(maxDifference(states.slice(2), [Math.exp(-1), 2 * Math.exp(-1)])).toBeLessThan(0.01);
  });
});

describe('energy over 100 000 steps', () => {
  // What remains of a slope comes from where in the last swing the motion ends: about 1/(number of swings), 1e-3.
  test.each(symplectic)('%s has a band and no secular drift', (id) => {
    const { times, energies } = followEnergy(id, truthOf('pendulum'), [1.2, 0.4], 0.05, 100_000);
    const { max, slope, band } = energyDriftStatistics(times, energies);
    expect(Math.abs(slope) * times.at(-1)!).toBeLessThan(0.01 * band);
    expect(max).toBeLessThan(2.1 * band);
    expect(band).toBeLessThan(0.02);
  });

  test.each(symplectic)('%s has none for a non-separable H either', (id) => {
    const { times, energies } = followEnergy(id, coupledPair, [0.5, 0.3, 0.3, -0.2], 0.05, 100_000);
    const { slope, band } = energyDriftStatistics(times, energies);
    expect(Math.abs(slope) * times.at(-1)!).toBeLessThan(0.01 * band);
  });

  test.each([
    ['rk4', 0.2],
    ['dop853', 1],
  ] as const)('%s drifts: the slope outweighs the band', (id, h) => {
    const { times, energies } = followEnergy(id, truthOf('pendulum'), [1.2, 0.4], h, 100_000);
    const { slope, band } = energyDriftStatistics(times, energies);
    expect(Math.abs(slope) * times.at(-1)!).toBeGreaterThan(3 * band);
  });
});

describe('energy of the oscillator, H = (p² + (q − 1)²)/2, in one step of size h', () => {
  const perStep = (id: string, h: number) => {
    const { energies } = followEnergy(id, truthOf('mass-spring'), [1.5, 0], h, 50);
    return Array.from({ length: 50 }, (_, i) => energies[i + 1]! / energies[i]!);
  };

  test('explicit Euler multiplies it by 1 + h²', () => {
    perStep('explicit-euler', 0.1).forEach((factor) => {
      expect(factor).toBeCloseTo(1 + 0.1 ** 2, 13);
    });
  });

  test('Runge–Kutta 4 multiplies it by 1 − h⁶/72 + h⁸/576: a drift in one direction', () => {
    perStep('rk4', 0.5).forEach((factor) => {
      expect(factor).toBeCloseTo(1 - 0.5 ** 6 / 72 + 0.5 ** 8 / 576, 13);
    });
  });

  test('implicit midpoint keeps it, as any quadratic invariant', () => {
    perStep('implicit-midpoint', 0.5).forEach((factor) => {
      expect(factor).toBeCloseTo(1, 13);
    });
  });
});

describe('one step as a map', () => {
  /** max |MᵀJM − J| for the Jacobian M of one step, by central differences of fourth order: exact to about 1e-12. */
  const asymmetry = (id: string, flow: PhaseFlow, x: readonly number[], h: number): number => {
    const size = x.length;
    const reach = 1e-3;
    const end = (k: number, shift: number) => {
      const y = Float64Array.from(x, (value, i) => (i === k ? value + shift * reach : value));
      integrators.get(id).createStepper(flow)(y, h);
      return y;
    };
    const columns = x.map((_, k) => {
      const [far, near, back, farBack] = [end(k, 2), end(k, 1), end(k, -1), end(k, -2)];
      return near.map((value, i) => (8 * (value - back[i]!) - (far[i]! - farBack[i]!)) / (12 * reach));
    });
    const dof = size / 2;
    const form = (a: Float64Array, b: Float64Array) =>
      Array.from({ length: dof }, (_, k) => a[k]! * b[dof + k]! - a[dof + k]! * b[k]!).reduce(
        (sum, term) => sum + term,
      );
    const isPair = (i: number, j: number) => (j === i + dof ? 1 : i === j + dof ? -1 : 0);
    return Math.max(...columns.flatMap((a, i) => columns.map((b, j) => Math.abs(form(a, b) - isPair(i, j)))));
  };
  const state = [0.5, 0.3, 0.3, -0.2];

  test.each(symplectic)('%s is symplectic', (id) => {
    expect(asymmetry(id, truthOf('henon-heiles'), state, 0.4)).toBeLessThan(1e-10);
    expect(asymmetry(id, coupledPair, state, 0.4)).toBeLessThan(1e-10);
  });

  test.each(notSymplectic)('%s is not symplectic', (id) => {
    expect(asymmetry(id, truthOf('henon-heiles'), state, 1)).toBeGreaterThan(1e-7);
    expect(asymmetry(id, coupledPair, state, 1)).toBeGreaterThan(1e-7);
  });

  test.each(symmetric)('%s is symmetric: a step back returns to the start', (id) => {
    const x = Float64Array.from(state);
    const step = integrators.get(id).createStepper(coupledPair);
    step(x, 0.2);
    expect(maxDifference(x, state)).toBeGreaterThan(0.01);
    step(x, -0.2);
    expect(maxDifference(x, state)).toBeLessThan(1e-14);
  });

  test('the two symplectic Eulers are adjoint: one undoes the other', () => {
    const x = Float64Array.from(state);
    integrators.get('symplectic-euler').createStepper(coupledPair)(x, 0.2);
    integrators.get('symplectic-euler-p').createStepper(coupledPair)(x, -0.2);
    expect(maxDifference(x, state)).toBeLessThan(1e-14);
  });
});

describe('implicit steps of a non-separable H are solved, not only approximated', () => {
  const wander = (id: string, check: (before: Float64Array, after: Float64Array, h: number) => void) => {
    const step = integrators.get(id).createStepper(coupled);
    const x = Float64Array.of(1.2, 0.4);
    for (let i = 0; i < 300; i++) {
      const before = x.slice();
      step(x, 0.05);
      check(before, x, 0.05);
    }
  };

  test('symplectic Euler fulfils its equations at each of 300 steps', () => {
    wander('symplectic-euler', ([q, p], [qNext, pNext], h) => {
      expect(Math.abs(qNext! - q! - h * p! * (1 + qNext! ** 2))).toBeLessThan(1e-14);
      expect(Math.abs(pNext! - p! + h * qNext! * (1 + p! ** 2))).toBeLessThan(1e-14);
    });
    wander('symplectic-euler-p', ([q, p], [qNext, pNext], h) => {
      expect(Math.abs(pNext! - p! + h * q! * (1 + pNext! ** 2))).toBeLessThan(1e-14);
      expect(Math.abs(qNext! - q! - h * pNext! * (1 + q! ** 2))).toBeLessThan(1e-14);
    });
  });

  test('implicit midpoint fulfils its equations at each of 300 steps', () => {
    wander('implicit-midpoint', ([q, p], [qNext, pNext], h) => {
      const [qMid, pMid] = [(q! + qNext!) / 2, (p! + pNext!) / 2];
      expect(Math.abs(qNext! - q! - h * pMid * (1 + qMid ** 2))).toBeLessThan(1e-14);
      expect(Math.abs(pNext! - p! + h * qMid * (1 + pMid ** 2))).toBeLessThan(1e-14);
    });
  });

  test.each(symmetric)('%s returns from each of 300 steps', (id) => {
    const back = integrators.get(id).createStepper(coupled);
    wander(id, (before, after, h) => {
      const x = after.slice();
      back(x, -h);
      expect(maxDifference(x, before)).toBeLessThan(1e-14);
    });
  });

  // Where q̇ depends on p alone the second evaluation finds nothing to change and serves the explicit half; the first of all steps has no guess yet.
  test.each([
    ['symplectic-euler', 200],
    ['symplectic-euler-p', 200],
    ['stormer-verlet', 201],
    ['stormer-verlet-dkd', 201],
  ])('%s takes two evaluations a step for an H that only happens to be separable, and gives its digits', (id, most) => {
    const separable = truthOf('pendulum');
    let evaluations = 0;
    const learned: PhaseFlow = {
      ...separable,
      isSeparable: false,
      gradient: (x, out) => {
        evaluations++;
        separable.gradient(x, out);
      },
    };
    const follow = (flow: PhaseFlow) =>
      integrateSteps(
        { integrator: integrators.get(id), flow, start: Float64Array.of(1.2, 0.4) },
        { stepSize: 0.05, steps: 100 },
      ).states;
    expect(follow(learned)).toEqual(follow(separable));
    expect(evaluations).toBeLessThanOrEqual(most);
  });

  test('an explicit map after an explicit one looks at where it starts', () => {
    const half = createHalfSteps({ ...truthOf('pendulum'), isSeparable: false });
    const x = Float64Array.of(1.2, 0.4);
    half.driftImplicit(x, 0.05);
    half.kick(x, 0.05);
    const [q, p] = x;
    half.drift(x, 0.05);
    expect([...x]).toEqual([q! + 0.05 * p!, p]);
  });
});
