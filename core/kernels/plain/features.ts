import type { Kernels } from '../kernels.ts';
import type { PlainMemory } from './memory.ts';

/** Slopes and columns; see `Kernels`. */
export function plainFeatures(
  memory: PlainMemory,
): Pick<Kernels, 'writeSlopes' | 'writeColumn' | 'evaluateTile' | 'addToGrid' | 'gradientAt'> {
  return {
    writeSlopes(states, inputs, weights, biases, from, to, points, valid, out) {
      const f = memory.floats;
      const [x, w, b, s] = [states / 8, weights / 8, biases / 8, out / 8];
      for (let j = from; j < to; j++) {
        for (let k = 0; k < points; k++) {
          let z = f[b + j]!;
          for (let i = 0; i < inputs; i++) z += f[w + j * inputs + i]! * f[x + i * points + k]!;
          f[s + (j - from) * points + k] = k < valid ? sechSquared(z) : 0;
        }
      }
    },

    writeColumn(slopes, points, scales, components, out) {
      const f = memory.floats;
      for (let c = 0; c < components; c++) {
        const scale = f[scales / 8 + c]!;
        for (let k = 0; k < points; k++) f[out / 8 + c * points + k] = f[slopes / 8 + k]! * scale;
      }
    },

    evaluateTile(states, inputs, weights, biases, coefficients, neurons, points, energies, gradients) {
      const f = memory.floats;
      const [x, w, e, g] = [states / 8, weights / 8, energies / 8, gradients / 8];
      f.fill(0, e, e + points);
      f.fill(0, g, g + inputs * points);
      for (let j = 0; j < neurons; j++) {
        const coefficient = f[coefficients / 8 + j]!;
        for (let k = 0; k < points; k++) {
          let z = f[biases / 8 + j]!;
          for (let i = 0; i < inputs; i++) z += f[w + j * inputs + i]! * f[x + i * points + k]!;
          f[e + k]! += coefficient * Math.tanh(z);
          const slope = coefficient * sechSquared(z);
          for (let i = 0; i < inputs; i++) f[g + i * points + k]! += slope * f[w + j * inputs + i]!;
        }
      }
    },

    addToGrid(columnPowers, columns, rowPowers, rows, scales, neurons, sums) {
      const f = memory.floats;
      const [a, b, s, to] = [columnPowers / 8, rowPowers / 8, scales / 8, sums / 8];
      for (let row = 0; row < rows; row++) {
        for (let k = 0; k < columns; k++) {
          const column = a + (k - (k % 4)) * neurons + (k % 4);
          for (let j = 0; j < neurons; j++) {
            const E = f[column + 4 * j]! * f[b + row * neurons + j]!;
            const D = 1 / (1 + E);
            const shares = [D, E * D * D, E * D * D];
            shares.forEach((share, c) => (f[to + (c * rows + row) * columns + k]! += f[s + 3 * j + c]! * share));
          }
        }
      }
    },

    gradientAt(state, inputs, weights, biases, coefficients, neurons, out) {
      const f = memory.floats;
      const [x, w, g] = [state / 8, weights / 8, out / 8];
      f.fill(0, g, g + inputs);
      for (let j = 0; j < neurons; j++) {
        let z = f[biases / 8 + j]!;
        for (let i = 0; i < inputs; i++) z += f[w + i * neurons + j]! * f[x + i]!;
        const slope = f[coefficients / 8 + j]! * sechSquared(z);
        for (let i = 0; i < inputs; i++) f[g + i]! += slope * f[w + i * neurons + j]!;
      }
    },
  };
}

/** sech² z = 4e/(1 + e)², e = exp(−2|z|): no digits cancel, as they would in 1 − tanh² z. */
function sechSquared(z: number): number {
  const e = Math.exp(-2 * Math.abs(z));
  return (4 * e) / (1 + e) ** 2;
}
