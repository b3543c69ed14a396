/**
 * Speed of each kernel on one thread: `node test/bench/kernels.ts [fused|simd|plain …]`. The shortest of several runs counts: what other
 * programs take is not the kernel's. Tiles of 64 points, 1000 neurons, 2 inputs and components; the fold is that of a fit with 1000 neurons.
 */
import { createKernelHost, FIRST_FREE_BYTE } from '../../core/kernels/index.ts';
import type { KernelHost, KernelKind } from '../../core/kernels/index.ts';
import { panelWork } from '../../core/kernels/kernels.ts';
import { createRandom } from '../../core/random.ts';

const POINTS = 64;
const NEURONS = 1000;
const INPUTS = 2;

/** Order, rows, reflectors in a panel and rows in a block of the fold. */
const FOLD = { n: 1001, rows: 2002, width: 36, block: 512 };

/** Shortest of several runs, ms. */
function shortest(runs: number, act: () => void): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    act();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Hands out memory in order; each piece begins on a cache line. */
function createArena(host: KernelHost) {
  let end = FIRST_FREE_BYTE;
  const random = createRandom(1, 'bench');
  return (length: number, fill: (() => number) | null = () => random.normal()): number => {
    const at = end;
    end += Math.ceil(length / 8) * 64;
    host.grow(end);
    if (fill !== null) for (let i = 0; i < length; i++) host.floats()[at / 8 + i] = fill();
    return at;
  };
}

function report(kind: KernelKind, name: string, text: string): void {
  console.log(`${kind.padEnd(6)} ${name.padEnd(24)} ${text}`);
}

/** Everything that runs over tiles, in ns for each slope (neuron and point). */
function timeTiles(host: KernelHost): void {
  const { kernels: k, kind } = host;
  const take = createArena(host);
  const tiles = 16;
  const tileBytes = NEURONS * POINTS * 8;
  const states = take(INPUTS * POINTS);
  const [weights, biases, coefficients] = [take(INPUTS * NEURONS), take(NEURONS), take(NEURONS)];
  const scales = take(INPUTS * NEURONS);
  const slopes = take(tiles * NEURONS * POINTS, () => 0.5);
  const [column, vector, products] = [take(INPUTS * POINTS), take(NEURONS), take(INPUTS * POINTS)];
  const rows = tiles * POINTS * INPUTS;
  const [targets, sums] = [take(rows), take(4 * NEURONS, () => 0)];
  const [energies, gradients] = [take(POINTS), take(INPUTS * POINTS)];
  const entries = NEURONS * POINTS;
  const cases: [name: string, per: number, act: () => void][] = [
    [
      'writeSlopes',
      entries,
      () => {
        k.writeSlopes(states, INPUTS, weights, biases, 0, NEURONS, POINTS, POINTS, slopes);
      },
    ],
    [
      'writeColumn',
      entries,
      () => {
        for (let j = 0; j < NEURONS; j++)
          k.writeColumn(slopes + j * POINTS * 8, POINTS, scales + j * INPUTS * 8, INPUTS, column);
      },
    ],
    [
      'writeTargets (per row)',
      rows,
      () => {
        k.writeTargets(0, rows, 2 * NEURONS, targets);
      },
    ],
    [
      'sketchPair',
      entries * tiles,
      () => {
        for (let j = 0; j < NEURONS; j += 2)
          k.sketchPair(
            slopes + j * POINTS * 8,
            tileBytes,
            tiles,
            POINTS,
            scales + j * INPUTS * 8,
            INPUTS,
            targets,
            sums,
          );
      },
    ],
    [
      'multiplyTile',
      entries * tiles,
      () => {
        for (let t = 0; t < tiles; t++)
          k.multiplyTile(slopes + t * tileBytes, NEURONS, POINTS, scales, INPUTS, vector, products);
      },
    ],
    [
      'multiplyTileTransposed',
      entries * tiles,
      () => {
        for (let t = 0; t < tiles; t++)
          k.multiplyTileTransposed(slopes + t * tileBytes, NEURONS, POINTS, scales, INPUTS, products, vector);
      },
    ],
    [
      'evaluateTile',
      entries,
      () => {
        k.evaluateTile(states, INPUTS, weights, biases, coefficients, NEURONS, POINTS, energies, gradients);
      },
    ],
    [
      'gradientAt',
      NEURONS,
      () => {
        k.gradientAt(states, INPUTS, weights, biases, coefficients, NEURONS, gradients);
      },
    ],
  ];
  for (const [name, per, act] of cases) {
    // Short runs and many: one of them is undisturbed even on a busy machine.
    const repeats = Math.ceil(1e5 / per);
    const ms = shortest(per > 1e6 ? 60 : 400, () => {
      for (let repeat = 0; repeat < repeats; repeat++) act();
    });
    report(
      kind,
      name,
      `${((ms * 1e6) / per / repeats).toFixed(2)} ns an entry, ${((ms * 1e3) / repeats).toFixed(1)} µs a call`,
    );
  }
}

/** The blocked fold of a fit and the solves with its triangle. */
function timeFold(host: KernelHost): void {
  const { kernels: k, kind } = host;
  const take = createArena(host);
  const { rows, width, block } = FOLD;
  const n = Math.ceil(FOLD.n / 4) * 4;
  // An odd number of cache lines, so that the columns do not all fall into the same sets of the cache.
  const [ldr, ldb] = [8 * oddLines(n), 8 * oddLines(block)];
  const r = take((n * ldr) / 8, () => 0);
  const b = take((Math.ceil(rows / block) * n * ldb) / 8, null);
  const [t, work, x] = [take(width * width), take(panelWork(width)), take(n)];
  const random = createRandom(2, 'bench');
  const numbers = Float64Array.from({ length: (n * ldb) / 8 }, () => random.normal());
  let panelMs = 0;
  const fold = () => {
    panelMs = 0;
    for (let first = 0; first < rows; first += block) {
      const height = Math.min(block, Math.ceil((rows - first) / 4) * 4);
      const at = b + (first / block) * n * ldb;
      for (let i = 0; i < n; i += width) {
        const w = Math.min(width, n - i);
        const start = performance.now();
        k.factorPanel(height, w, at + i * ldb, ldb, r + i * ldr + i * 8, ldr, t, 8 * width, work);
        panelMs += performance.now() - start;
        for (let j = i + w; j < n; j += width) {
          const columns = Math.min(width, n - j);
          const top = r + j * ldr + i * 8;
          k.applyPanel(height, w, at + i * ldb, ldb, t, 8 * width, top, ldr, at + j * ldb, ldb, columns, work);
        }
      }
    }
  };
  let best = { ms: Infinity, panelMs: 0 };
  for (let run = 0; run < (kind === 'plain' ? 2 : 12); run++) {
    const floats = host.floats().fill(0, r / 8, r / 8 + (n * ldr) / 8);
    for (let i = 0; i < n; i++) floats[(r + i * ldr) / 8 + i] = 1;
    for (let at = b; at < t - n * ldb + 64; at += n * ldb) floats.set(numbers, at / 8);
    const ms = shortest(1, fold);
    if (ms < best.ms) best = { ms, panelMs };
  }
  const gigaflops = (2 * rows * n * n) / best.ms / 1e6;
  report(
    kind,
    'fold',
    `${gigaflops.toFixed(1)} GF/s, ${best.ms.toFixed(0)} ms, of which panels ${best.panelMs.toFixed(0)} ms`,
  );
  for (const name of ['solveUpper', 'solveUpperTransposed'] as const) {
    const ms = shortest(12, () => {
      k[name](n, r, ldr, x);
    });
    report(kind, name, `${((n * n) / ms / 1e6).toFixed(2)} GF/s, ${(ms * 1e3).toFixed(0)} µs a call`);
  }
  for (const name of ['dot', 'addScaled'] as const) {
    const ms = shortest(12, () => {
      for (let repeat = 0; repeat < 1000; repeat++) {
        if (name === 'dot') k.dot(n, x, x);
        else k.addScaled(n, 1e-3, r, x);
      }
    });
    report(kind, name, `${((2 * n) / ms / 1e3).toFixed(2)} GF/s`);
  }
}

/** So many numbers or some more, such that they fill an odd number of cache lines. */
function oddLines(length: number): number {
  const lines = Math.ceil(length / 8);
  return 8 * (lines + 1 - (lines % 2));
}

const asked = process.argv.slice(2) as KernelKind[];
for (const kind of asked.length > 0 ? asked : (['fused', 'simd', 'plain'] as const)) {
  timeTiles(createKernelHost(kind));
  timeFold(createKernelHost(kind));
}
