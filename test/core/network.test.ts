import { describe, expect, test } from 'vitest';
import type { KernelKind } from '../../core/kernels/index.ts';
import { createModelMemory } from '../../core/network/model-memory.ts';
import {
  energiesOf,
  evaluateEnergies,
  evaluateField,
  evaluateGradients,
  evaluateHamiltonian,
  evaluateVectorField,
  hamiltonianOf,
  networkFunction,
} from '../../core/network/index.ts';
import { createRandom } from '../../core/random.ts';
import { loopGradient, loopValue, randomModel, roundingBounds } from './network-loops.ts';

const KINDS: readonly KernelKind[] = ['fused', 'simd', 'plain'];

function randomStates(dof: number, count: number): Float64Array<ArrayBuffer> {
  const random = createRandom(12, 'states');
  return Float64Array.from({ length: 2 * dof * count }, () => random.uniformIn(-2, 2));
}

test.each([1, 2, 3])('the gradient is the one of Ĥ, by central differences (%i degrees of freedom)', (dof) => {
  const learned = networkFunction(randomModel(dof, 40));
  const gradient = new Float64Array(2 * dof);
  const states = randomStates(dof, 30);
  for (let at = 0; at < states.length; at += 2 * dof) {
    const x = states.subarray(at, at + 2 * dof);
    learned.gradient(x, gradient);
    for (let k = 0; k < 2 * dof; k++) {
      const plus = x.slice();
      const minus = x.slice();
      plus[k]! += 1e-5;
      minus[k]! -= 1e-5;
      expect(Math.abs((learned.value(plus) - learned.value(minus)) / 2e-5 - gradient[k]!)).toBeLessThan(1e-7);
    }
  }
});

describe.each(KINDS)('kernels of kind %s', (kind) => {
  test.each([
    [1, 1],
    [1, 7],
    [1, 100],
    [2, 30],
    [3, 33],
  ])('one state and many agree with the obvious loops to rounding (d = %i, N = %i)', (dof, width) => {
    const size = 2 * dof;
    const model = randomModel(dof, width);
    const states = randomStates(dof, 45);
    const memory = createModelMemory(kind);
    const single = networkFunction(model, memory);
    const many = evaluateHamiltonian(model, states, 45, memory);
    const expected = new Float64Array(size);
    const gradient = new Float64Array(size);
    for (let i = 0; i < 45; i++) {
      const x = states.subarray(i * size, (i + 1) * size);
      const bounds = roundingBounds(model, x);
      loopGradient(model, x, expected);
      single.gradient(x, gradient);
      const value = loopValue(model, x);
      expect(single.value(x)).toBe(value);
      expect(Math.abs(many.energies[i]! - value)).toBeLessThanOrEqual(bounds[0]!);
      for (let k = 0; k < size; k++) {
        expect(Math.abs(gradient[k]! - expected[k]!)).toBeLessThanOrEqual(bounds[1 + k]!);
        expect(Math.abs(many.gradients[i * size + k]! - expected[k]!)).toBeLessThanOrEqual(bounds[1 + k]!);
      }
    }
  });

  test('a state has the same digits alone, in an unfinished tile and in a full one', () => {
    const model = randomModel(2, 21);
    const states = randomStates(2, 70);
    const memory = createModelMemory(kind);
    const together = evaluateHamiltonian(model, states, 70, memory);
    const alone = Array.from({ length: 70 }, (_, i) =>
      evaluateHamiltonian(model, states.subarray(4 * i, 4 * i + 4), 1, memory),
    );
    expect(alone.flatMap(({ energies }) => [...energies])).toEqual([...together.energies]);
    expect(alone.flatMap(({ gradients }) => [...gradients])).toEqual([...together.gradients]);
  });

  test('models that drive each other out of a small memory keep their own numbers', () => {
    // Blocks of 3.5 to 20 KiB in 32 KiB, and one of 68 KiB that makes the memory grow.
    const models = [
      [1, 150],
      [2, 170],
      [1, 221],
      [3, 130],
      [4, 890],
      [2, 97],
    ].map(([dof, width]) => randomModel(dof!, width!));
    const crowded = createModelMemory(kind, 2 ** 15);
    const together = models.map((model) => networkFunction(model, crowded));
    const apart = models.map((model) => networkFunction(model, createModelMemory(kind)));
    const batchMemory = createModelMemory(kind);
    const random = createRandom(3, 'interleave');
    for (let turn = 0; turn < 300; turn++) {
      const chosen = random.integer(models.length);
      const model = models[chosen]!;
      const x = randomStates(model.dof, 5).map((value) => value + turn / 300);
      const actual = new Float64Array(2 * model.dof);
      const expected = new Float64Array(2 * model.dof);
      together[chosen]!.gradient(x, actual);
      apart[chosen]!.gradient(x, expected);
      expect([...actual]).toEqual([...expected]);
      const other = models[random.integer(models.length)]!;
      const states = randomStates(other.dof, 5);
      expect(evaluateHamiltonian(other, states, 5, crowded)).toEqual(
        evaluateHamiltonian(other, states, 5, batchMemory),
      );
    }
    expect(crowded.generation).toBeGreaterThan(10);
  });

  test('a block that is refused leaves the memory as it was, and the next one lies within it', () => {
    const memory = createModelMemory(kind, 2 ** 15);
    expect(() => memory.reserve(5 * 2 ** 30)).toThrow(expect.objectContaining({ code: 'out-of-memory' }));
    expect(memory.generation).toBe(0);
    const bytes = 2 ** 20;
    const last = memory.reserve(bytes) + bytes - 8;
    memory.floats[last / 8] = 5;
    expect(memory.kernels.dot(1, last, last)).toBe(25);
  });

  test('far outside everything Ĥ stays finite and flat', () => {
    const model = randomModel(1, 10);
    const memory = createModelMemory(kind);
    const far = Float64Array.of(1e300, -1e300);
    const gradient = new Float64Array(2);
    networkFunction(model, memory).gradient(far, gradient);
    // exp(−2|z|) ends at |z| = 350 in the kernels.
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-300);
    const { energies, gradients } = evaluateHamiltonian(model, far, 1, memory);
    expect(Math.abs(energies[0]! - loopValue(model, far))).toBeLessThanOrEqual(
      roundingBounds(model, Float64Array.of(0, 0))[0]!,
    );
    expect(Math.max(...gradients.map(Math.abs))).toBeLessThan(1e-300);
  });

  test('a state that is no number has no energy and no gradient, and does not touch the states beside it', () => {
    const model = randomModel(1, 10);
    const memory = createModelMemory(kind);
    const states = randomStates(1, 3);
    const { energies, gradients } = evaluateHamiltonian(model, states, 3, memory);
    states[2] = NaN;
    const broken = evaluateHamiltonian(model, states, 3, memory);
    expect([...broken.energies]).toEqual([energies[0], NaN, energies[2]]);
    expect([...broken.gradients]).toEqual([gradients[0], gradients[1], NaN, NaN, gradients[4], gradients[5]]);
    const gradient = new Float64Array(2);
    networkFunction(model, memory).gradient(states.subarray(2, 4), gradient);
    expect([...gradient]).toEqual([NaN, NaN]);
  });
});

test('energies, gradients and field are those of one evaluation; the field is the turned gradient', () => {
  const model = randomModel(2, 20);
  const states = randomStates(2, 3);
  const { energies, gradients } = evaluateHamiltonian(model, states, 3);
  expect(evaluateEnergies(model, states, 3)).toEqual(energies);
  expect(evaluateGradients(model, states, 3)).toEqual(gradients);
  const turned = [0, 4, 8].flatMap((row) => [
    gradients[row + 2]!,
    gradients[row + 3]!,
    -gradients[row]!,
    -gradients[row + 1]!,
  ]);
  expect([...evaluateVectorField(model, states, 3)]).toEqual(turned);
  expect([...evaluateField(model, states, 3)]).toEqual(turned);
  expect(networkFunction(model).isSeparable).toBe(false);
});

test('no states give no energies and no field', () => {
  const model = randomModel(1, 5);
  expect(evaluateEnergies(model, new Float64Array(), 0)).toEqual(new Float64Array());
  expect(evaluateVectorField(model, new Float64Array(), 0)).toEqual(new Float64Array());
});

test('any model with a Hamiltonian has energies, a learned field has none', () => {
  const network = { activation: 'tanh', sizes: [2, 3, 1], parameters: randomStates(1, 7).slice(0, 13) } as const;
  const states = randomStates(1, 4);
  const trained = { kind: 'network-hamiltonian', dof: 1, network } as const;
  const value = (i: number) => hamiltonianOf(trained)!.value(states.subarray(2 * i, 2 * i + 2));
  expect([...energiesOf(trained, states, 4)!]).toEqual([value(0), value(1), value(2), value(3)]);
  const sampled = randomModel(1, 9);
  expect(energiesOf(sampled, states, 4)).toEqual(evaluateEnergies(sampled, states, 4));
  const field = { ...network, sizes: [2, 3, 2], parameters: randomStates(1, 9).slice(0, 17) };
  expect(energiesOf({ kind: 'network-field', dof: 1, network: field }, states, 4)).toBeNull();
});
