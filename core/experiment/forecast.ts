import { samplers } from '../samplers/index.ts';
import type { RunConfig } from './run-config.ts';

/** What a run would cost, before it starts. Seconds depend on the machine and are the service's to say. */
export interface CostForecast {
  readonly rows: number;
  readonly columns: number;
  /** Peak of the arrays of one solve. */
  readonly bytes: number;
  /** Floating-point operations of all solves together. */
  readonly flops: number;
  readonly solves: number;
}

const BYTES_PER_NUMBER = 8;

/** Rows of the streaming QR's two block buffers. */
const BLOCK_ROWS = 256;

/**
 * Rows 2dK + 1 and columns N + 1 of the linear system, its memory and its work: 2mn² + (2/3)n³ per QR, about 4mn² + 8n³ per SVD.
 * @param sampleCount K, training samples
 */
export function forecastCost(config: RunConfig, sampleCount: number, dof: number): CostForecast {
  const rows = 2 * dof * sampleCount + 1;
  const columns = config.width + 1;
  const solves = samplers.get(config.method).needs === 'approximate-values' ? 2 : 1;
  const layer = config.width * (2 * dof + 2);
  const samples = 4 * dof * sampleCount;
  const [numbers, work] =
    config.solver.id === 'ridge-qr'
      ? // Two triangles stored square, the ridge block, and two block buffers.
        [3 * (columns + 1) ** 2 + 2 * BLOCK_ROWS * (columns + 1), 2 * rows * columns ** 2 + (2 / 3) * columns ** 3]
      : // The rows, the matrix, its transpose, U twice and V twice.
        [5 * rows * columns + 2 * columns ** 2, 4 * rows * columns ** 2 + 8 * columns ** 3];
  return {
    rows,
    columns,
    bytes: BYTES_PER_NUMBER * (numbers + layer + samples),
    flops: solves * work,
    solves,
  };
}
