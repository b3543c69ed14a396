import type { Kernels } from '../kernels.ts';
import type { PlainMemory } from './memory.ts';

/** Sums of squares below it count as zero, as in assembly/reflectors.ts. */
const TINY = 1e-280;

/** Householder reflectors, one after the other; see `Kernels`. */
export function plainReflectors(memory: PlainMemory): Pick<Kernels, 'factorPanel' | 'applyPanel'> {
  return {
    factorPanel(rows, columns, b, ldb, r, ldr, t, ldt) {
      const f = memory.floats;
      const column = (j: number) => (b + j * ldb) / 8;
      for (let j = 0; j < columns; j++) {
        const diagonal = (r + j * ldr) / 8 + j;
        const tau = reflect(f, diagonal, column(j), rows);
        for (let k = j + 1; k < columns; k++) {
          const top = (r + k * ldr) / 8 + j;
          const amount = tau * (f[top]! + dotOf(f, column(j), column(k), rows));
          f[top]! -= amount;
          for (let i = 0; i < rows; i++) f[column(k) + i]! -= amount * f[column(j) + i]!;
        }
        // Column j of T: −τ T (Vᵀ v), τ, 0
        const products = Array.from({ length: j }, (_, i) => dotOf(f, column(i), column(j), rows));
        for (let i = 0; i < columns; i++) {
          let sum = 0;
          for (let k = i; k < j; k++) sum += f[(t + k * ldt) / 8 + i]! * products[k]!;
          f[(t + j * ldt) / 8 + i] = i < j ? -tau * sum : i === j ? tau : 0;
        }
      }
    },

    applyPanel(rows, width, v, ldv, t, ldt, r, ldr, c, ldc, columns) {
      const f = memory.floats;
      for (let j = 0; j < columns; j++) {
        const top = (r + j * ldr) / 8;
        const rest = (c + j * ldc) / 8;
        const products = Array.from({ length: width }, (_, i) => f[top + i]! + dotOf(f, (v + i * ldv) / 8, rest, rows));
        for (let i = 0; i < width; i++) {
          let amount = 0;
          for (let k = 0; k <= i; k++) amount += f[(t + i * ldt) / 8 + k]! * products[k]!;
          f[top + i]! -= amount;
          for (let row = 0; row < rows; row++) f[rest + row]! -= f[(v + i * ldv) / 8 + row]! * amount;
        }
      }
    },
  };
}

/** Turns (head; x) into (±‖(head; x)‖; 0) and x into the reflector's vector v. Returns τ. */
function reflect(f: Float64Array, head: number, x: number, rows: number): number {
  const squared = dotOf(f, x, x, rows);
  if (squared < TINY) return 0;
  const value = f[head]!;
  const norm = Math.sqrt(value * value + squared);
  const beta = value > 0 ? -norm : norm;
  for (let i = 0; i < rows; i++) f[x + i]! *= 1 / (value - beta);
  f[head] = beta;
  return (beta - value) / beta;
}

function dotOf(f: Float64Array, x: number, y: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f[x + i]! * f[y + i]!;
  return sum;
}
