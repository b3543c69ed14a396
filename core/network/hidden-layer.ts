/** A hidden layer of tanh neurons φⱼ(x) = tanh(wⱼ·x + bⱼ), before its coefficients are known. */
export interface HiddenLayer {
  /** N */
  readonly width: number;
  /** (N, 2d) row-major */
  readonly weights: Float64Array<ArrayBuffer>;
  /** (N) */
  readonly biases: Float64Array<ArrayBuffer>;
}

/**
 * sech²(z) = 1 − tanh²(z), the derivative of tanh, written as 4e/(1 + e)² with e = exp(−2|z|):
 * about four units in the last place for every z, where 1 − tanh² loses all digits beyond |z| ≈ 19.
 */
export function sechSquared(z: number): number {
  const e = Math.exp(-2 * Math.abs(z));
  const onePlusE = 1 + e;
  return (4 * e) / (onePlusE * onePlusE);
}

/** Writes φⱼ(x) = tanh(wⱼ·x + bⱼ) into `out` (N) for the state x that starts at `offset` in `states`. */
export function writeFeatures(layer: HiddenLayer, states: Float64Array, offset: number, out: Float64Array): void {
  const size = layer.weights.length / layer.width;
  for (let j = 0; j < layer.width; j++) out[j] = Math.tanh(argument(layer, j, size, states, offset));
}

/** Writes φ′ⱼ(x) = sech²(wⱼ·x + bⱼ) into `out` (N) for the state x that starts at `offset` in `states`; ∂φⱼ/∂x = φ′ⱼ wⱼ. */
export function writeSlopes(layer: HiddenLayer, states: Float64Array, offset: number, out: Float64Array): void {
  const size = layer.weights.length / layer.width;
  for (let j = 0; j < layer.width; j++) out[j] = sechSquared(argument(layer, j, size, states, offset));
}

function argument(layer: HiddenLayer, j: number, size: number, states: Float64Array, offset: number): number {
  let z = layer.biases[j]!;
  for (let k = 0; k < size; k++) z += layer.weights[j * size + k]! * states[offset + k]!;
  return z;
}
