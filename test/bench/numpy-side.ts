import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HiddenLayer, SampledHamiltonian } from '../../core/network/index.ts';
import type { BenchData } from './cases.ts';

/** The relative cut-off of the published code. */
const RCOND = 1e-13;

/** One fit by numpy. */
export interface NumpyFit {
  readonly model: SampledHamiltonian;
  /** Seconds of each phase; `between` is the evaluation between the two fits of A-SWIM. */
  readonly phases: Readonly<Record<string, number>>;
  readonly rank: number;
  /** Most memory that the process has held so far. */
  readonly peakBytes: number;
}

/** A process of Python that solves the same systems by numpy.linalg.lstsq. */
export interface NumpyPeer {
  /** e.g. `numpy 2.4.6, scipy-openblas 0.3.31` */
  readonly description: string;
  /**
   * Fits the coefficients of the last of the layers; with two of them the first is fitted and evaluated at all points before, which is A-SWIM.
   * @throws Error when the process fails or is gone
   */
  fit(data: BenchData, layers: readonly HiddenLayer[]): Promise<NumpyFit>;
  close(): void;
}

/** Why there is no peer on this machine. */
export interface NoPeer {
  readonly reason: string;
}

/** Starts the process; its own memory is then that of the fits it is asked for. @param threads of its linear algebra */
export async function startNumpy(threads: number): Promise<NumpyPeer | NoPeer> {
  const folder = mkdtempSync(join(tmpdir(), 'phasewright-bench-'));
  const count = String(threads);
  const child = spawn('python3', [fileURLToPath(new URL('numpy-peer.py', import.meta.url))], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  child.on('error', ({ message }) => (complaint += message));
  // A write to a process that has just died fails here; the missing answer is what tells of it.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const close = () => {
    child.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  };
  const greeting = await lines.next();
  if (greeting.done === true) {
    close();
    return { reason: `python3 with numpy is not there: ${lastLine(complaint)}` };
  }
  // The shapes below are those that numpy-peer.py prints.
  const { numpy, blas } = JSON.parse(greeting.value) as { numpy: string; blas: string };
  return {
    description: `numpy ${numpy}, ${blas}`,
    close,
    fit: async (data, layers) => {
      const write = (name: string, values: Float64Array) => {
        const path = join(folder, name);
        writeFileSync(path, values);
        return path;
      };
      const coefficients = join(folder, 'coefficients');
      const { samples, anchor } = data;
      child.stdin.write(
        `${JSON.stringify({
          ...{ components: 2 * samples.dof, rcond: RCOND, coefficients },
          states: write('states', samples.states),
          derivatives: write('derivatives', samples.derivatives),
          layers: layers.map(({ weights, biases }, i) => ({
            weights: write(`weights-${i}`, weights),
            biases: write(`biases-${i}`, biases),
          })),
          anchorState: [...anchor.state],
          anchorValue: anchor.value,
        })}\n`,
      );
      const line = await lines.next();
      if (line.done === true) throw new Error(`numpy-peer.py ended: ${lastLine(complaint)}`);
      const reply = JSON.parse(line.value) as
        { seconds: Record<string, number>; rank: number; peakBytes: number } | { error: string };
      if ('error' in reply) throw new Error(`numpy-peer.py: ${reply.error}`);
      const { width, weights, biases } = layers.at(-1)!;
      const solution = new Float64Array(new Uint8Array(readFileSync(coefficients)).buffer);
      return {
        model: {
          ...{ kind: 'sampled-hamiltonian', dof: samples.dof, width, weights, biases },
          coefficients: solution.slice(0, width),
          constant: solution[width]!,
        },
        phases: reply.seconds,
        rank: reply.rank,
        peakBytes: reply.peakBytes,
      };
    },
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
