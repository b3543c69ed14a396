import type { Kernels } from '../kernels.ts';
import type { PlainMemory } from './memory.ts';

/** The sparse-sign sketch; see `Kernels`. */
export function plainSketch(memory: PlainMemory): Pick<Kernels, 'writeTargets' | 'sketchPair'> {
  return {
    writeTargets(first, count, rows, out) {
      for (let row = 0; row < count; row++) {
        const plus = highWord(hash(first + row, 0), rows);
        const minus = plus + 1 + highWord(hash(first + row, 1), rows - 1);
        memory.words[out / 4 + row * 2] = 16 * plus;
        memory.words[out / 4 + row * 2 + 1] = 16 * (minus < rows ? minus : minus - rows);
      }
    },

    sketchPair(slopes, tileBytes, tiles, points, scales, components, targets, sums) {
      const { floats: f, words } = memory;
      let target = targets / 4;
      for (let tile = 0; tile < tiles; tile++) {
        for (let c = 0; c < components; c++) {
          for (let k = 0; k < points; k++, target += 2) {
            for (let neuron = 0; neuron < 2; neuron++) {
              const slope = f[(slopes + tile * tileBytes) / 8 + neuron * points + k]!;
              const value = slope * f[scales / 8 + neuron * components + c]!;
              f[(sums + (words[target]! >>> 0)) / 8 + neuron]! += value;
              f[(sums + (words[target + 1]! >>> 0)) / 8 + neuron]! -= value;
            }
          }
        }
      }
    },
  };
}

/** Counter-based random bits, the same as in assembly/sketch.ts; unsigned. */
function hash(row: number, z: number): number {
  let x = (row + z * 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** ⌊a · b / 2³²⌋ by halves of a, because the product has more than 53 bits. */
function highWord(a: number, b: number): number {
  const low = Math.floor(((a & 0xffff) * b) / 65536);
  return Math.floor(((a >>> 16) * b + low) / 65536);
}
