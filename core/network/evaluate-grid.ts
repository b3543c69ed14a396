import { evaluateHamiltonian } from './evaluate-hamiltonian.ts';
import type { EnergiesAndGradients } from './evaluate-hamiltonian.ts';
import { energiesOf } from './flow-of-model.ts';
import { threadMemory } from './model-memory.ts';
import type { ModelMemory } from './model-memory.ts';
import type { SampledHamiltonian } from './sampled-hamiltonian.ts';
import type { TrainedModel } from './trained-model.ts';

/** Neurons per call of the kernel: what it reads again and again, a power per neuron and column or row, stays in the second cache. */
const GROUP = 64;

/** exp(±2 · 300) is far from both ends of float64, and so are the powers that it is the product of. */
const LARGEST_INPUT = 300;

/** States of the (q, p) plane of one degree of freedom on a grid. */
export interface PlaneGrid {
  /** (2d) what the coordinates of the other degrees of freedom are */
  readonly state: Float64Array;
  /** Index of the degree of freedom. */
  readonly axis: number;
  /** (columns) */
  readonly q: Float64Array;
  /** (rows) */
  readonly p: Float64Array;
}

/** The states of a grid. @returns (rows · columns, 2d), row by row */
export function planeStates({ state, axis, q, p }: PlaneGrid): Float64Array<ArrayBuffer> {
  const size = state.length;
  const states = new Float64Array(p.length * q.length * size);
  for (let at = 0; at < states.length; at += size) {
    const point = at / size;
    states.set(state, at);
    states[at + axis] = q[point % q.length]!;
    states[at + size / 2 + axis] = p[Math.floor(point / q.length)]!;
  }
  return states;
}

/** Ĥ of any model on a grid; null for a learned field. @returns (rows, columns) */
export function planeEnergies(model: TrainedModel, grid: PlaneGrid): Float64Array<ArrayBuffer> | null {
  if (model.kind === 'sampled-hamiltonian') return evaluateGrid(model, grid).energies;
  return energiesOf(model, planeStates(grid), grid.p.length * grid.q.length);
}

/**
 * Ĥ and the two components of ∇Ĥ that lie in the plane, on a grid: energies (rows, columns), gradients (rows, columns, 2) = [∂Ĥ/∂q, ∂Ĥ/∂p].
 * There zⱼ is a number of the column plus one of the row, so exp 2zⱼ is a product of two among (columns + rows) · N exponentials, and
 * tanh z = 1 − 2/(1 + exp 2z): right to ε, not to ε |tanh z| as in `evaluateHamiltonian`. A neuron that is *steep*, with |zⱼ| > 300 somewhere
 * on the grid, is left to `evaluateHamiltonian`. Both differ by rounding, at most about N ε Σⱼ |cⱼ| and N ε Σⱼ |cⱼ wⱼₖ|.
 * The same grid has the same digits again; another grid through the same state may have others.
 * @throws CoreError `out-of-memory`
 */
export function evaluateGrid(
  model: SampledHamiltonian,
  grid: PlaneGrid,
  memory: ModelMemory = threadMemory(),
): EnergiesAndGradients {
  const { dof, weights, coefficients } = model;
  const { axis, q, p } = grid;
  const [middleQ, middleP] = [span(q).middle, span(p).middle];
  const { gentle, steep, inputs } = sortNeurons(model, grid);

  const [columns, rows] = [4 * Math.ceil(q.length / 4), p.length];
  const component = rows * columns;
  const block = memory.reserve(8 * (GROUP * (columns + rows + 3) + 3 * component));
  const [a, b] = [block / 8, block / 8 + GROUP * columns];
  const [s, sums] = [b + GROUP * rows, b + GROUP * (rows + 3)];
  const { kernels, floats } = memory;
  // Columns beyond the last are computed, but nobody reads them.
  floats.fill(0, a, sums + 3 * component);
  let total = model.constant;
  for (let from = 0; from < gentle.length; from += GROUP) {
    const group = gentle.slice(from, from + GROUP);
    group.forEach((j, n) => {
      const coefficient = coefficients[j]!;
      const weightQ = weights[j * 2 * dof + axis]!;
      const weightP = weights[j * 2 * dof + dof + axis]!;
      for (let i = 0; i < q.length; i++) {
        const four = a + (i - (i % 4)) * group.length + 4 * n;
        floats[four + (i % 4)] = Math.exp(2 * weightQ * (q[i]! - middleQ));
      }
      for (let i = 0; i < rows; i++) {
        floats[b + i * group.length + n] = Math.exp(2 * (inputs[j]! + weightP * (p[i]! - middleP)));
      }
      floats.set([-2 * coefficient, 4 * coefficient * weightQ, 4 * coefficient * weightP], s + 3 * n);
      total += coefficient;
    });
    kernels.addToGrid(8 * a, columns, 8 * b, rows, 8 * s, group.length, 8 * sums);
  }

  const energies = new Float64Array(rows * q.length);
  const gradients = new Float64Array(2 * energies.length);
  for (let i = 0; i < energies.length; i++) {
    const at = sums + Math.floor(i / q.length) * columns + (i % q.length);
    energies[i] = total + floats[at]!;
    gradients[2 * i] = floats[at + component]!;
    gradients[2 * i + 1] = floats[at + 2 * component]!;
  }
  memory.release(block);
  if (steep.length > 0) addNeurons({ energies, gradients }, takeNeurons(model, steep), grid, memory);
  return { energies, gradients };
}

/** Adds a model to what `evaluateGrid` returns, state by state. */
function addNeurons(
  { energies, gradients }: EnergiesAndGradients,
  model: SampledHamiltonian,
  grid: PlaneGrid,
  memory: ModelMemory,
): void {
  const { dof } = model;
  const more = evaluateHamiltonian(model, planeStates(grid), energies.length, memory);
  for (let i = 0; i < energies.length; i++) {
    const atQ = i * 2 * dof + grid.axis;
    energies[i]! += more.energies[i]!;
    gradients[2 * i]! += more.gradients[atQ]!;
    gradients[2 * i + 1]! += more.gradients[atQ + dof]!;
  }
}

/** zⱼ in the middle of a grid, and the indices of the neurons that are and are not steep there; one that meets a NaN is steep. */
function sortNeurons({ dof, width, weights, biases }: SampledHamiltonian, { state, axis, q, p }: PlaneGrid) {
  const size = 2 * dof;
  const [alongQ, alongP] = [span(q), span(p)];
  const centre = Float64Array.from(state);
  centre[axis] = alongQ.middle;
  centre[dof + axis] = alongP.middle;
  const inputs = biases.slice();
  const gentle: number[] = [];
  const steep: number[] = [];
  for (let j = 0, w = 0; j < width; j++, w += size) {
    for (let k = 0; k < size; k++) inputs[j]! += weights[w + k]! * centre[k]!;
    const reach = Math.abs(weights[w + axis]! * alongQ.reach) + Math.abs(weights[w + dof + axis]! * alongP.reach);
    (Math.abs(inputs[j]!) + reach <= LARGEST_INPUT ? gentle : steep).push(j);
  }
  return { gentle, steep, inputs };
}

/** Where the middle of some numbers lies, and how far they reach to both sides of it; NaN where one is. */
function span(values: Float64Array): { readonly middle: number; readonly reach: number } {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return { middle: (low + high) / 2, reach: (high - low) / 2 };
}

/** The model of some of the neurons, without the constant. */
function takeNeurons(model: SampledHamiltonian, chosen: readonly number[]): SampledHamiltonian {
  const size = 2 * model.dof;
  return {
    ...model,
    constant: 0,
    width: chosen.length,
    weights: Float64Array.from(chosen.flatMap((j) => [...model.weights.subarray(j * size, (j + 1) * size)])),
    biases: Float64Array.from(chosen, (j) => model.biases[j]!),
    coefficients: Float64Array.from(chosen, (j) => model.coefficients[j]!),
  };
}
