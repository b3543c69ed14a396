import { PHASE } from './phases.ts';
import { extraProduct, extraResidual, norm, sumOfSquares } from './session.ts';
import type { Session } from './session.ts';
import { PASS } from './tile-phases.ts';

/** A matrix R that makes [A; μI]R⁻¹ well conditioned. Both work in place on (padded) numbers. */
export interface Preconditioner {
  /** x ← R⁻¹ x */
  solve(x: Float64Array): void;
  /** x ← R⁻ᵀ x */
  solveTransposed(x: Float64Array): void;
}

/** The finished triangle of a session as a preconditioner. */
export function triangle({ space }: Session): Preconditioner {
  const { host, floats, layout, sizes } = space;
  const at = layout.vectors.w;
  const through = (x: Float64Array, solve: 'solveUpper' | 'solveUpperTransposed') => {
    floats.set(x, at / 8);
    host.kernels[solve](sizes.padded, layout.r, layout.ldr, at);
    x.set(floats.subarray(at / 8, at / 8 + sizes.padded));
  };
  return {
    solve: (x) => {
      through(x, 'solveUpper');
    },
    solveTransposed: (x) => {
      through(x, 'solveUpperTransposed');
    },
  };
}

/** What the iteration starts from and when it stops. */
export interface LsqrTask {
  readonly preconditioner: Preconditioner;
  /** μ of the scaled problem. */
  readonly regularisation: number;
  /** (padded) w₀ */
  readonly start: Float64Array;
  /** Stops when ‖Ãᵀr̃‖ ≤ settled · ‖r̃‖. */
  readonly settled: number;
  readonly maxSteps: number;
  readonly report: (fraction: number) => void;
}

/** Where the iteration ended. */
export interface LsqrOutcome {
  /** (padded) */
  readonly coefficients: Float64Array<ArrayBuffer>;
  readonly steps: number;
  /** ‖Ãᵀr̃‖/‖r̃‖ at the end, Ã = [A; μI]R⁻¹; 0 when the residual is. */
  readonly optimality: number;
  readonly hasSettled: boolean;
}

/**
 * Improves w₀ towards the minimum of ‖A w − b‖² + μ²‖w‖² by LSQR on [A; μI] R⁻¹ y = [b; 0] − [A; μI] w₀, w = w₀ + R⁻¹ y.
 * One pass over the slopes per step gives both products, because A v and Aᵀu of a tile need that tile only; so u is kept without its norm,
 * which is known after the pass.
 * Source: Paige, Saunders, ACM TOMS 8 (1982).
 */
export function lsqr(session: Session, task: LsqrTask): LsqrOutcome {
  const { preconditioner, regularisation, start, settled, maxSteps, report } = task;
  const products = makeProducts(session, regularisation);
  const size = start.length;
  const v = new Float64Array(size);
  const image = new Float64Array(size);
  const y = new Float64Array(size);
  const coefficients = Float64Array.from(start);

  let beta = products.pass(start, PASS.first, 0);
  products.gradient(v, beta);
  preconditioner.solveTransposed(v);
  let alpha = norm(v);
  if (beta === 0 || alpha === 0) return { coefficients, steps: 0, optimality: 0, hasSettled: true };
  scale(v, 1 / alpha);
  const direction = Float64Array.from(v);
  let phiBar = beta;
  let rhoBar = alpha;
  let optimality = alpha;
  let steps = 0;
  while (optimality > settled && steps < maxSteps && Number.isFinite(phiBar)) {
    image.set(v);
    preconditioner.solve(image);
    const previous = beta;
    beta = products.pass(image, PASS.next, alpha / previous);
    products.gradient(image, beta);
    preconditioner.solveTransposed(image);
    for (let k = 0; k < size; k++) v[k] = image[k]! - beta * v[k]!;
    alpha = norm(v);
    if (alpha > 0) scale(v, 1 / alpha);
    const rho = Math.hypot(rhoBar, beta);
    const cosine = rhoBar / rho;
    const sine = beta / rho;
    const theta = sine * alpha;
    rhoBar = -cosine * alpha;
    const phi = cosine * phiBar;
    phiBar *= sine;
    for (let k = 0; k < size; k++) {
      y[k]! += (phi / rho) * direction[k]!;
      direction[k] = v[k]! - (theta / rho) * direction[k]!;
    }
    steps++;
    // ‖Ãᵀr̃‖ = φ̄ α |c| and ‖r̃‖ = φ̄.
    optimality = alpha * Math.abs(cosine);
    report(steps / (steps + 3));
  }
  preconditioner.solve(y);
  for (let k = 0; k < size; k++) coefficients[k]! += y[k]!;
  const hasSettled = optimality <= settled && coefficients.every(Number.isFinite);
  return { coefficients, steps, optimality, hasSettled };
}

/** The products with [A; μI]: the tiles by all threads, dense rows and ridge by the calling one. */
function makeProducts(session: Session, regularisation: number) {
  const { floats, layout, sizes } = session.space;
  const uExtra = new Float64Array(sizes.extraRows);
  const uRidge = new Float64Array(sizes.padded);
  return {
    /** u ← [b; 0] − [A; μI] v or [A; μI] v − shrink · u; returns ‖u‖. */
    pass: (v: Float64Array, pass: number, shrink: number): number => {
      floats.set(v, layout.vectors.v / 8);
      session.run(PHASE.pass, layout.groups, pass, shrink);
      let squared = sumOfSquares(session);
      const isFirst = pass === PASS.first;
      for (let row = 0; row < sizes.extraRows; row++) {
        uExtra[row] = isFirst ? extraResidual(session, row, v) : extraProduct(session, row, v) - shrink * uExtra[row]!;
        squared += uExtra[row]! ** 2;
      }
      for (let k = 0; k < sizes.columns; k++) {
        uRidge[k] = isFirst ? -regularisation * v[k]! : regularisation * v[k]! - shrink * uRidge[k]!;
        squared += uRidge[k]! ** 2;
      }
      return Math.sqrt(squared);
    },
    /** out ← [A; μI]ᵀ u/‖u‖ after a pass. */
    gradient: (out: Float64Array, length: number): void => {
      out.fill(0);
      for (let group = 0; group < layout.groups; group++) {
        const at = (layout.partial + group * layout.groupBytes) / 8;
        for (let k = 0; k < sizes.columns; k++) out[k]! += floats[at + k]!;
      }
      for (let row = 0; row < sizes.extraRows; row++) {
        const at = layout.extra / 8 + row * sizes.padded;
        for (let k = 0; k < sizes.columns; k++) out[k]! += uExtra[row]! * floats[at + k]!;
      }
      for (let k = 0; k < sizes.columns; k++) out[k]! += regularisation * uRidge[k]!;
      if (length > 0) scale(out, 1 / length);
    },
  };
}

function scale(values: Float64Array, factor: number): void {
  for (let k = 0; k < values.length; k++) values[k]! *= factor;
}
