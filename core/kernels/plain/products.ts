import type { Kernels } from '../kernels.ts';
import type { PlainMemory } from './memory.ts';

/** Products with the matrix and with a triangle; see `Kernels`. */
export function plainProducts(
  memory: PlainMemory,
): Pick<
  Kernels,
  'multiplyTile' | 'multiplyTileTransposed' | 'solveUpper' | 'solveUpperTransposed' | 'dot' | 'addScaled'
> {
  return {
    multiplyTile(slopes, neurons, points, scales, components, v, out) {
      const f = memory.floats;
      f.fill(0, out / 8, out / 8 + components * points);
      for (let j = 0; j < neurons; j++) {
        for (let c = 0; c < components; c++) {
          const factor = f[scales / 8 + j * components + c]! * f[v / 8 + j]!;
          for (let k = 0; k < points; k++) f[out / 8 + c * points + k]! += f[slopes / 8 + j * points + k]! * factor;
        }
      }
    },

    multiplyTileTransposed(slopes, neurons, points, scales, components, u, g) {
      const f = memory.floats;
      for (let j = 0; j < neurons; j++) {
        for (let c = 0; c < components; c++) {
          let sum = 0;
          for (let k = 0; k < points; k++) sum += f[slopes / 8 + j * points + k]! * f[u / 8 + c * points + k]!;
          f[g / 8 + j]! += f[scales / 8 + j * components + c]! * sum;
        }
      }
    },

    solveUpper(n, r, ldr, x) {
      const f = memory.floats;
      for (let j = n - 1; j >= 0; j--) {
        const column = (r + j * ldr) / 8;
        const value = f[x / 8 + j]! / f[column + j]!;
        f[x / 8 + j] = value;
        for (let i = 0; i < j; i++) f[x / 8 + i]! -= value * f[column + i]!;
      }
    },

    solveUpperTransposed(n, r, ldr, x) {
      const f = memory.floats;
      for (let j = 0; j < n; j++) {
        const column = (r + j * ldr) / 8;
        let sum = f[x / 8 + j]!;
        for (let i = 0; i < j; i++) sum -= f[column + i]! * f[x / 8 + i]!;
        f[x / 8 + j] = sum / f[column + j]!;
      }
    },

    dot(n, x, y) {
      const f = memory.floats;
      let sum = 0;
      for (let k = 0; k < n; k++) sum += f[x / 8 + k]! * f[y / 8 + k]!;
      return sum;
    },

    addScaled(n, factor, x, y) {
      const f = memory.floats;
      for (let k = 0; k < n; k++) f[y / 8 + k]! += factor * f[x / 8 + k]!;
    },
  };
}
