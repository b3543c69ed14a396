import { describe, expect, test } from 'vitest';
import type { KernelKind } from '../../core/kernels/index.ts';
import { createModelMemory } from '../../core/network/model-memory.ts';
import { evaluateGrid, evaluateHamiltonian, planeEnergies, planeStates } from '../../core/network/index.ts';
import type { PlaneGrid, SampledHamiltonian } from '../../core/network/index.ts';
import { loopGradient, loopValue, randomModel, roundingBounds } from './network-loops.ts';

const KINDS: readonly KernelKind[] = ['fused', 'simd', 'plain'];

/** The plane of the last degree of freedom, −2 … 2 by −1 … 3; the others stand at 0.3, 0.6, … */
function gridOf(dof: number, columns: number, rows: number): PlaneGrid {
  return {
    state: Float64Array.from({ length: 2 * dof }, (_, k) => 0.3 * (k + 1)),
    axis: dof - 1,
    q: Float64Array.from({ length: columns }, (_, i) => -2 + (4 * i) / Math.max(columns - 1, 1)),
    p: Float64Array.from({ length: rows }, (_, i) => -1 + (4 * i) / Math.max(rows - 1, 1)),
  };
}

/** Every `step`-th neuron, so steep that none is left to the products of exponentials. */
function steepen(model: SampledHamiltonian, step: number): SampledHamiltonian {
  const size = 2 * model.dof;
  return {
    ...model,
    biases: model.biases.map((bias, j) => (j % step === 0 ? bias + 1000 : bias)),
    weights: model.weights.map((weight, at) => (Math.floor(at / size) % step === 0 ? 1000 * weight : weight)),
  };
}

/** The neurons whose index leaves that remainder by 3. */
function third(model: SampledHamiltonian, remainders: readonly number[], constant: number): SampledHamiltonian {
  const size = 2 * model.dof;
  const isTaken = (j: number) => remainders.includes(j % 3);
  const biases = model.biases.filter((_, j) => isTaken(j));
  return {
    ...model,
    width: biases.length,
    biases,
    weights: model.weights.filter((_, at) => isTaken(Math.floor(at / size))),
    coefficients: model.coefficients.filter((_, j) => isTaken(j)),
    constant,
  };
}

/** One neuron with z = wq q + wp p, c = 2. */
function neuron(wq: number, wp: number): SampledHamiltonian {
  const [weights, biases, coefficients] = [Float64Array.of(wq, wp), Float64Array.of(0), Float64Array.of(2)];
  return { kind: 'sampled-hamiltonian', dof: 1, width: 1, weights, biases, coefficients, constant: 0 };
}

function energiesAndPlane(model: SampledHamiltonian, grid: PlaneGrid, memory = createModelMemory()) {
  const count = grid.q.length * grid.p.length;
  const size = 2 * model.dof;
  const { energies, gradients } = evaluateHamiltonian(model, planeStates(grid), count, memory);
  const inPlane = gradients.filter((_, at) => [grid.axis, model.dof + grid.axis].includes(at % size));
  return { energies, gradients: inPlane };
}

describe.each(KINDS)('kernels of kind %s', (kind) => {
  test.each([
    [1, 1, 5, 4],
    [1, 150, 9, 7],
    [1, 40, 1, 6],
    [1, 40, 6, 1],
    [1, 40, 1, 1],
    [2, 64, 8, 5],
    [3, 33, 7, 3],
  ])('a grid agrees with the obvious loops (d = %i, N = %i, %i × %i)', (dof, width, columns, rows) => {
    const model = randomModel(dof, width);
    const grid = gridOf(dof, columns, rows);
    const states = planeStates(grid);
    const { energies, gradients } = evaluateGrid(model, grid, createModelMemory(kind));
    // The input of a neuron is found by way of the middle of the grid: it is right to ε times the largest on the grid, at |q| = 2, |p| = 3.
    const corner = Float64Array.from(grid.state);
    corner[grid.axis] = 2;
    corner[dof + grid.axis] = 3;
    const bounds = roundingBounds(model, corner);
    const expected = new Float64Array(2 * dof);
    expect(energies).toHaveLength(columns * rows);
    expect(gradients).toHaveLength(2 * columns * rows);
    for (let i = 0; i < columns * rows; i++) {
      const x = states.subarray(i * 2 * dof, (i + 1) * 2 * dof);
      loopGradient(model, x, expected);
      expect(Math.abs(energies[i]! - loopValue(model, x))).toBeLessThanOrEqual(bounds[0]!);
      for (const [c, k] of [grid.axis, dof + grid.axis].entries()) {
        expect(Math.abs(gradients[2 * i + c]! - expected[k]!)).toBeLessThanOrEqual(bounds[1 + k]!);
      }
    }
  });

  test('the digits of steep neurons are those of states one by one, and they change nothing about the others', () => {
    const grid = gridOf(2, 7, 5);
    const mixed = steepen(randomModel(2, 90), 3);
    const memory = createModelMemory(kind);
    const gentle = evaluateGrid(third(mixed, [1, 2], 0.7), grid, memory);
    const steep = energiesAndPlane(third(mixed, [0], 0), grid, memory);
    const whole = evaluateGrid(mixed, grid, memory);
    expect(whole.energies).toEqual(gentle.energies.map((energy, i) => energy + steep.energies[i]!));
    expect(whole.gradients).toEqual(gentle.gradients.map((slope, i) => slope + steep.gradients[i]!));
  });

  test('with steep neurons alone a grid has the digits of states one by one', () => {
    const grid = gridOf(1, 6, 5);
    const model = { ...steepen(randomModel(1, 30), 1), constant: 0 };
    const memory = createModelMemory(kind);
    expect(evaluateGrid(model, grid, memory)).toEqual(energiesAndPlane(model, grid, memory));
  });

  test('a neuron that reaches z = ±300 keeps the digits of its slope there', () => {
    const ends = Float64Array.of(-3, 3);
    const grid = { state: new Float64Array(2), axis: 0, q: ends, p: ends };
    const { energies, gradients } = evaluateGrid(neuron(60, 40), grid, createModelMemory(kind));
    // 2 sech² z wₖ at z = −300, 60, −60, 300; sech² z = 4 exp(−2|z|) to 1e-52, and exp is right to 600 ε.
    expect([...energies]).toEqual([-2, 2, -2, 2]);
    [600, 120, 120, 600].forEach((power, i) => {
      expect(gradients[2 * i]! / (480 * Math.exp(-power))).toBeCloseTo(1, 12);
      expect(gradients[2 * i + 1]! / (320 * Math.exp(-power))).toBeCloseTo(1, 12);
    });
  });

  test('a NaN on the grid, or a state far outside everything, touches no other column', () => {
    const grid = gridOf(1, 5, 2);
    const model = randomModel(1, 10);
    const memory = createModelMemory(kind);
    const broken = { ...grid, q: Float64Array.of(-2, NaN, 0, 1e300, 2) };
    const { energies, gradients } = evaluateGrid(model, broken, memory);
    expect({ energies, gradients }).toEqual({
      energies: energiesAndPlane(model, broken, memory).energies,
      gradients: energiesAndPlane(model, broken, memory).gradients,
    });
    expect([...energies].map(Number.isFinite)).toEqual([true, false, true, true, true, true, false, true, true, true]);
  });

  test('the same grid has the same digits again, whatever stood in the memory before', () => {
    const grid = gridOf(2, 9, 6);
    const model = steepen(randomModel(2, 150), 7);
    const crowded = createModelMemory(kind, 2 ** 15);
    const first = evaluateGrid(model, grid, createModelMemory(kind));
    crowded.floats.fill(NaN, crowded.reserve(2 ** 14) / 8);
    expect(evaluateGrid(model, grid, crowded)).toEqual(first);
    expect(evaluateGrid(model, grid, crowded)).toEqual(first);
  });
});

test('no columns or no rows give nothing', () => {
  const nothing = { energies: new Float64Array(), gradients: new Float64Array() };
  expect(evaluateGrid(randomModel(1, 5), gridOf(1, 0, 3))).toEqual(nothing);
  expect(evaluateGrid(randomModel(1, 5), gridOf(1, 3, 0))).toEqual(nothing);
});

test('the states of a grid go row by row, with the other coordinates as they are', () => {
  const grid = { state: Float64Array.of(1, 2, 3, 4), axis: 1, q: Float64Array.of(10, 11), p: Float64Array.of(20, 21) };
  expect([...planeStates(grid)]).toEqual([1, 10, 3, 20, 1, 11, 3, 20, 1, 10, 3, 21, 1, 11, 3, 21]);
});

test('any model with a Hamiltonian has energies on a grid, a learned field has none', () => {
  const grid = gridOf(1, 2, 2);
  const parameters = Float64Array.from({ length: 13 }, (_, i) => Math.sin(i));
  const network = { activation: 'tanh', sizes: [2, 3, 1], parameters } as const;
  const energies = planeEnergies({ kind: 'network-hamiltonian', dof: 1, network }, grid)!;
  expect(energies).toHaveLength(4);
  expect(new Set(energies).size).toBe(4);
  const sampled = randomModel(1, 9);
  expect(planeEnergies(sampled, grid)).toEqual(evaluateGrid(sampled, grid).energies);
  const field = { ...network, sizes: [2, 3, 2], parameters: new Float64Array(17) };
  expect(planeEnergies({ kind: 'network-field', dof: 1, network: field }, grid)).toBeNull();
});
