import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTeam, singleThread } from '../../core/kernels/index.ts';
import { fused } from '../../core/kernels/generated/modules.ts';
import { solveLeastSquares } from '../../core/solvers/index.ts';
import type { SolverConfig } from '../../core/experiment/run-config.ts';
import { randomFit, residualOf } from './slope-rows.ts';

const RIDGE = 2 ** -52;
const sketched = { id: 'sketched-qr', ridge: RIDGE } as const;
const exact = { id: 'ridge-qr', ridge: RIDGE } as const;
const iterative = { id: 'lsqr', ridge: RIDGE } as const;
const oracle = { id: 'truncated-svd', rcond: 1e-13 } as const;

const shapes = fc.record({
  dof: fc.integer({ min: 1, max: 3 }),
  points: fc.integer({ min: 1, max: 150 }),
  width: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(),
  noise: fc.constantFrom(0, 0.1),
});

describe('a matrix known by its slopes', () => {
  test('is solved as well as by the SVD of its rows, for every shape (seeded properties)', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = randomFit(shape);
        const best = solveLeastSquares(problem, oracle);
        for (const config of [sketched, exact]) {
          const solution = solveLeastSquares(problem, config);
          const { residual, right } = residualOf(problem, solution.coefficients);
          // The sketched solver may leave 0.25² · columns/rows of the squared residual: 1.6 %, twice that by the sketch, at four rows per column.
          const slack = config === sketched ? 1.02 : 1 + 1e-9;
          expect(residual).toBeLessThanOrEqual(slack * best.residualNorm + 1e-9 * right);
          expect(Math.abs(solution.residualNorm - residual)).toBeLessThan(1e-9 * right);
        }
      }),
      { seed: 20261121, numRuns: 40 },
    );
  });

  test('gives LSQR the same answer where the columns are few and distinct', () => {
    const problem = randomFit({ dof: 1, points: 200, width: 8, noise: 0.1 });
    const direct = solveLeastSquares(problem, exact);
    const { coefficients, iterations, optimality } = solveLeastSquares(problem, iterative);
    expect(optimality).toBeLessThanOrEqual(1e-12);
    expect(iterations).toBeGreaterThan(5);
    for (const [k, value] of direct.coefficients.entries()) {
      expect(Math.abs(coefficients[k]! - value)).toBeLessThan(1e-9 * direct.coefficientNorm);
    }
  });

  test.each([sketched, exact, iterative])(
    '$id: slopes that are computed again give the same bits as kept ones',
    (config) => {
      const problem = randomFit({ dof: 2, points: 700, width: 60, noise: 0.1 });
      const [all, some, none] = [1e9, 150_000, 0].map((memoryBytes) =>
        solveLeastSquares(problem, config, { team: createTeam({ ...singleThread, memoryBytes }) }),
      );
      expect(some).toEqual(all);
      expect(none).toEqual(all);
    },
  );

  test.each([sketched, exact])('$id: tells the time of its parts and its certificate', (config) => {
    let time = 0;
    const team = createTeam({ ...singleThread, now: () => time++ });
    const { parts, optimality, iterations } = solveLeastSquares(
      randomFit({ dof: 1, points: 300, width: 40, noise: 0.1 }),
      config,
      { team },
    );
    expect(parts.map(({ part }) => part)).toEqual(
      config === sketched ? ['sketch', 'factor', 'iterate', 'residual'] : ['factor', 'residual'],
    );
    expect(iterations > 0).toBe(config === sketched);
    expect(optimality).toBeLessThan(0.1);
  });
});

test('LSQR alone takes a width whose triangle no memory could hold', () => {
  const problem = randomFit({ dof: 1, points: 10, width: 30_000, noise: 0.1 });
  const { optimality, residualNorm } = solveLeastSquares(problem, iterative);
  expect(optimality).toBeLessThan(1e-6);
  expect(residualNorm).toBeLessThan(1e-3);
});

test('rows that are written one by one fold to the same answer as rows known by their slopes', () => {
  const problem = randomFit({ dof: 2, points: 300, width: 30, noise: 0.1 });
  const { rows, columns } = problem;
  const writeRows: typeof problem.writeRows = (from, to, out) => {
    problem.writeRows(from, to, out);
  };
  for (const config of [exact, sketched]) {
    const written = solveLeastSquares({ rows, columns, writeRows }, config);
    const known = solveLeastSquares(problem, config);
    expect(written.residualNorm / known.residualNorm).toBeCloseTo(1, config === exact ? 9 : 2);
    const narrow = createTeam({ ...singleThread, memoryBytes: 0 });
    expect(solveLeastSquares({ rows, columns, writeRows }, config, { team: narrow })).toEqual(written);
  }
});

describe('on a machine that has less', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const { validate } = WebAssembly;
  test.each([
    ['simd', (bytes: BufferSource) => bytes !== fused && validate(bytes)],
    ['plain', () => false],
  ] as const)('the %s kernels give the same answer but for rounding', (kind, canRun) => {
    const problem = randomFit({ dof: 1, points: 200, width: 20, noise: 0.1 });
    const known = [sketched, exact, iterative].map((config) => solveLeastSquares(problem, config));
    vi.spyOn(WebAssembly, 'validate').mockImplementation(canRun);
    const team = createTeam({ ...singleThread, threads: 2, startThread: () => ({ stop: () => undefined }) });
    expect(team.host.kind).toBe(kind);
    expect(team.threads).toBe(kind === 'plain' ? 1 : 2);
    for (const [i, config] of [sketched, exact, iterative].entries()) {
      const { coefficients, residualNorm } = solveLeastSquares(problem, config, { team });
      expect(residualNorm / known[i]!.residualNorm).toBeCloseTo(1, 9);
      // The condition is some thousands.
      for (const [k, value] of known[i]!.coefficients.entries()) {
        expect(Math.abs(coefficients[k]! - value)).toBeLessThan(1e-7 * known[i]!.coefficientNorm);
      }
    }
  });
});

describe.each([sketched, exact] satisfies SolverConfig[])('$id', (config) => {
  test.each([900, -900])('data 2^%i times as large give coefficients of exactly that factor', (exponent) => {
    const scale = 2 ** exponent;
    const shape = { dof: 1, points: 200, width: 20, noise: 0.1 };
    const plain = solveLeastSquares(randomFit(shape), config);
    const scaled = solveLeastSquares(randomFit({ ...shape, scale }), config);
    expect(scaled.coefficients).toEqual(plain.coefficients.map((value) => value * scale));
    expect(scaled.residualNorm).toBe(plain.residualNorm * scale);
    expect(scaled.rankEstimate).toBe(plain.rankEstimate);
  });

  test('equal neurons and equal points keep bounded coefficients and the least residual', () => {
    const problem = randomFit({ dof: 1, points: 200, width: 20, noise: 0.1 });
    const { layer, states, targets, extraRows } = problem.slopeRows!;
    layer.weights.copyWithin(2, 0, 2);
    layer.biases[1] = layer.biases[0]!;
    states.copyWithin(2 * 100, 0, 2 * 100);
    targets.copyWithin(2 * 100, 0, 2 * 100);
    problem.slopeRows!.scales.copyWithin(2, 0, 2);
    extraRows[1] = extraRows[0]!;
    const { coefficientNorm, residualNorm, regularisation, rankEstimate } = solveLeastSquares(problem, config);
    // Without the ridge the two could hold any weights of opposite sign.
    expect(coefficientNorm).toBeLessThanOrEqual((1.01 * residualNorm) / regularisation);
    expect(rankEstimate).toBe(20);
    expect(residualNorm / solveLeastSquares(problem, oracle).residualNorm).toBeLessThan(1.02);
  });

  test('a coordinate that never changes and a neuron that sees nothing get an answer', () => {
    const problem = randomFit({ dof: 1, points: 200, width: 20, noise: 0.1 });
    const { layer, states, scales } = problem.slopeRows!;
    for (let k = 0; k < 200; k++) states[2 * k] = 3;
    layer.weights.fill(0, 0, 2);
    scales.fill(0, 0, 2);
    const { coefficients, residualNorm } = solveLeastSquares(problem, config);
    expect(coefficients.every(Number.isFinite)).toBe(true);
    expect(residualNorm).toBeGreaterThan(0);
  });

  test.each([NaN, Infinity, -Infinity])('refuses %d among states, derivatives, weights or in the anchor', (bad) => {
    for (const place of ['states', 'targets', 'scales', 'extraRows'] as const) {
      const problem = randomFit({ dof: 1, points: 50, width: 8 });
      problem.slopeRows![place][3] = bad;
      expect(() => solveLeastSquares(problem, config), place).toThrow(/not finite/);
    }
  });

  test.each([1e-30, 1e30])('states of size %d are learned as well as those of size 1', (unit) => {
    const problem = randomFit({ dof: 1, points: 200, width: 20, noise: 0.1 });
    const { residualNorm } = solveLeastSquares(problem, config);
    const { layer, states, scales, extraRows } = problem.slopeRows!;
    // Energies are velocities times states.
    extraRows[21]! *= unit;
    for (let i = 0; i < states.length; i++) states[i]! *= unit;
    for (let i = 0; i < scales.length; i++) scales[i]! /= unit;
    for (let i = 0; i < scales.length; i++) layer.weights[i]! /= unit;
    const scaled = solveLeastSquares(problem, config);
    expect(scaled.residualNorm / residualNorm).toBeCloseTo(1, 2);
    expect(scaled.rankEstimate).toBe(21);
  });

  test('refuses a size beyond the address range before any work', () => {
    const problem = randomFit({ dof: 1, points: 10, width: 30_000 });
    expect(() => solveLeastSquares(problem, config)).toThrow(expect.objectContaining({ code: 'out-of-memory' }));
  });
});
