import { bytesOf } from './simd';
import { addScaled, dot } from './vectors';

/** See `Kernels.solveUpper`. By columns: they are what lies side by side. */
export function solveUpper(n: i32, r: usize, ldr: usize, x: usize): void {
  for (let j = n - 1; j >= 0; j--) {
    const column = r + <usize>j * ldr;
    const at = x + bytesOf(j);
    const value = load<f64>(at) / load<f64>(column + bytesOf(j));
    store<f64>(at, value);
    addScaled(j, -value, column, x);
  }
}

/** See `Kernels.solveUpperTransposed`. */
export function solveUpperTransposed(n: i32, r: usize, ldr: usize, x: usize): void {
  for (let j = 0; j < n; j++) {
    const column = r + <usize>j * ldr;
    const at = x + bytesOf(j);
    store<f64>(at, (load<f64>(at) - dot(j, column, x)) / load<f64>(column + bytesOf(j)));
  }
}
