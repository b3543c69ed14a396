import type { HiddenLayer } from '../network/hidden-layer.ts';
import { MIN_DISTANCE } from './swim-pairs.ts';
import type { PairList } from './swim-pairs.ts';

/** artanh(1/2) = ln(3)/2: the argument at which tanh is one half. */
const HALF_POINT = Math.log(3) / 2;

/**
 * Builds one tanh neuron per pair of states (x₁, x₂): with r = x₂ − x₁ and s = ln(3)/2, w = 2s r/|r|², b = −w·x₁ − s,
 * so that tanh is −1/2 at x₁ and +1/2 at x₂. |r| is clipped below at 1e-10; a pair of equal states gives w = 0, b = −s.
 * Source: Bolager, Burak, Datar, Sun, Dietrich, Sampling weights of deep neural networks, NeurIPS 2023.
 * @param states (K, size) row-major   @param pairs N pairs of row indices
 */
export function buildSwimLayer(states: Float64Array, size: number, pairs: PairList): HiddenLayer {
  const width = pairs.first.length;
  const weights = new Float64Array(width * size);
  const biases = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const from = pairs.first[j]! * size;
    const to = pairs.second[j]! * size;
    let squared = 0;
    for (let k = 0; k < size; k++) squared += (states[to + k]! - states[from + k]!) ** 2;
    const length = Math.max(Math.sqrt(squared), MIN_DISTANCE);
    let projection = 0;
    for (let k = 0; k < size; k++) {
      const weight = (2 * HALF_POINT * ((states[to + k]! - states[from + k]!) / length)) / length;
      weights[j * size + k] = weight;
      projection += weight * states[from + k]!;
    }
    biases[j] = -projection - HALF_POINT;
  }
  return { width, weights, biases };
}
