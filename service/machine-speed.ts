import { cpus } from 'node:os';
import * as z from 'zod';
import type { CostForecast } from '../core/experiment/index.ts';
import { createKernelHost, FIRST_FREE_BYTE, type KernelHost } from '../core/kernels/index.ts';
import type { SolveWork } from '../core/solvers/solve-work.ts';
import { AppError } from './api/app-error.ts';
import type { PreferenceStore } from './store/preference-store.ts';

/**
 * What one thread of this machine does in a second, by kind of work; `bytes` are those of memory that is touched for the first time, `plainFlops`
 * operations of loops that are no kernels.
 */
export type MachineSpeed = Readonly<Record<Exclude<keyof SolveWork, 'svdFlops'> | 'bytes' | 'plainFlops', number>>;

/** Where the speed is kept, with what it depends on. */
const PREFERENCE = 'machine-speed';

/** Less than one operation in a second is no machine, and would let a forecast run out of numbers. */
const rate = z.number().min(1);

/** What is kept. Anybody may set a preference, so it is checked like all that comes from outside. */
const keptChecker = z.object({
  key: z.string(),
  speed: z.object({
    slopes: rate,
    sketched: rate,
    flops: rate,
    passed: rate,
    bytes: rate,
    plainFlops: rate,
  }) satisfies z.ZodType<MachineSpeed>,
});

/** The speed of this machine: as it was measured before, or measured now. @param appVersion another version may be faster */
export function machineSpeed(preferences: PreferenceStore, appVersion: string): MachineSpeed {
  const key = [cpus()[0]?.model, cpus().length, process.version, createKernelHost().kind, appVersion].join('; ');
  const kept = readKept(preferences.get(PREFERENCE) ?? 'null');
  if (kept?.key === key) return kept.speed;
  const speed = measureSpeed();
  try {
    preferences.set(PREFERENCE, JSON.stringify({ key, speed }));
  } catch (thrown) {
    // A library that takes nothing more, as on a full disk, is no reason to withhold a forecast: the next one measures again.
    if (!(thrown instanceof AppError)) throw thrown;
  }
  return speed;
}

function readKept(text: string): z.infer<typeof keptChecker> | null {
  try {
    return keptChecker.parse(JSON.parse(text));
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return null;
    throw thrown;
  }
}

/** How long each kind of work is tried in each of two rounds, ms; all together stay below a fifth of a second. */
const TRIAL_MS = 13;

/** Sizes of the pieces that are timed: each far below a millisecond, so that the shortest time is one that nothing interrupted. */
const POINTS = 32;
const COMPONENTS = 2;
const NEURONS = 512;
const TILES = 32;
const SKETCH_ROWS = 1536;
const FRESH_BYTES = 2 ** 20;
const PANEL_ROWS = 512;
const PANEL = 36;
/** Not a power of two, so that neighbouring columns do not fall into the same set of the cache. */
const PANEL_STRIDE = PANEL_ROWS + 8;

/** The better of two rounds: in the first one the compiler is still at work. */
export function measureSpeed(): MachineSpeed {
  const first = measureRound();
  const second = measureRound();
  const better = (kind: keyof MachineSpeed) => Math.max(first[kind], second[kind]);
  return {
    slopes: better('slopes'),
    sketched: better('sketched'),
    flops: better('flops'),
    passed: better('passed'),
    bytes: better('bytes'),
    plainFlops: better('plainFlops'),
  };
}

/** Times small pieces of each kind of work. */
function measureRound(): MachineSpeed {
  const host = createKernelHost();
  const { kernels } = host;
  const take = allocator(host);
  const rows = TILES * POINTS * COMPONENTS;
  const states = take(POINTS * COMPONENTS);
  const weights = take(NEURONS * COMPONENTS);
  const biases = take(NEURONS);
  const tiles = take(TILES * NEURONS * POINTS);
  const products = take(POINTS * COMPONENTS);
  const targets = take(2 * rows);
  const sums = take(2 * SKETCH_ROWS);
  const panel = take(PANEL_STRIDE * PANEL);
  const block = take(PANEL_STRIDE * PANEL);
  const triangle = take(PANEL * PANEL);
  const factor = take(PANEL * PANEL);
  const work = take(3 * PANEL * PANEL);
  kernels.writeTargets(0, rows, SKETCH_ROWS, targets);
  let turn = 0;
  const tile = () => tiles + 8 * NEURONS * POINTS * (turn++ % TILES);
  const perSecond = (amount: number, piece: () => void) => amount / shortest(piece);
  // Everything but the places in the sketch is zero; the kernels take as long for zeros as for other numbers.
  return {
    slopes: perSecond(NEURONS * POINTS, () => {
      kernels.writeSlopes(states, COMPONENTS, weights, biases, 0, NEURONS, POINTS, POINTS, tile());
    }),
    sketched: perSecond(2 * rows, () => {
      const pair = tiles + 16 * POINTS * (turn++ % (NEURONS / 2));
      kernels.sketchPair(pair, 8 * NEURONS * POINTS, TILES, POINTS, weights, COMPONENTS, targets, sums);
    }),
    flops: perSecond(4 * PANEL_ROWS * PANEL ** 2, () => {
      const ldb = 8 * PANEL_STRIDE;
      const ldr = 8 * PANEL;
      kernels.applyPanel(PANEL_ROWS, PANEL, panel, ldb, factor, ldr, triangle, ldr, block, ldb, PANEL, work);
    }),
    passed: perSecond(NEURONS * POINTS * COMPONENTS, () => {
      const slopes = tile();
      kernels.multiplyTile(slopes, NEURONS, POINTS, weights, COMPONENTS, biases, products);
      kernels.multiplyTileTransposed(slopes, NEURONS, POINTS, weights, COMPONENTS, products, biases);
    }),
    bytes: perSecond(FRESH_BYTES, () => {
      const at = take(FRESH_BYTES / 8) / 8;
      host.floats().fill(0, at, at + FRESH_BYTES / 8);
    }),
    plainFlops: perSecond(PLAIN_FLOPS, plainPiece),
  };
}

/** Hands out parts of the memory, in numbers; grows it as needed. */
function allocator(host: KernelHost): (numbers: number) => number {
  let end = FIRST_FREE_BYTE;
  return (numbers) => {
    const at = end;
    // Whole cache lines.
    end += 64 * Math.ceil(numbers / 8);
    host.grow(end);
    return at;
  };
}

/** The shortest time of a piece of work, s: the first ones wait for the compiler, others for other programs. */
function shortest(piece: () => void): number {
  const end = performance.now() + TRIAL_MS;
  let best = Infinity;
  for (let start = performance.now(); start < end;) {
    piece();
    const stop = performance.now();
    // A coarse clock may stand still meanwhile.
    if (stop > start) best = Math.min(best, stop - start);
    start = stop;
  }
  return best / 1000;
}

const plain = new Float64Array(64 ** 2);
const PLAIN_FLOPS = 2 * plain.length * 4;

/** Four products of a matrix with a vector. */
function plainPiece(): void {
  for (let pass = 0; pass < 4; pass++) {
    for (let i = 0; i < 64; i++) {
      let sum = 0;
      for (let j = 0; j < 64; j++) sum += plain[64 * i + j]! * plain[j]!;
      plain[i] = sum;
    }
  }
}

/**
 * Share of the speed of small pieces that whole computations keep: a sketch is also copied out of and into the blocks of rows, a factorisation also
 * has panels, passes leave the caches, and the plain loops of a decomposition and of a training are less simple than those that are timed.
 * From the processor time of fits by one thread of one machine (AMD EPYC), 600 to 3000 neurons: forecast ÷ truth was 0.66 to 1.07.
 */
const KEPT = { sketched: 0.25, flops: 0.75, passed: 0.6, svdFlops: 0.25, trained: 1.1 };

/** What each further thread adds, an estimate: they wait for each other and for memory. */
const HELPER_SHARE = 0.85;

/** How long a helping thread takes to arrive, s; until then the first works alone. Measured 0.1 s from the bundle, more from sources. */
const HELPER_START_S = 0.2;

/** Until the kernels are compiled for speed, s. */
const WARM_UP_S = 0.1;

/** Seconds of a computation: the solves by all threads, decompositions and trainings by one. */
export function secondsOf(
  { work, bytes, flops }: Pick<CostForecast, 'work' | 'bytes' | 'flops'>,
  speed: MachineSpeed,
  threads: number,
): number {
  const byOne =
    bytes / speed.bytes +
    work.slopes / speed.slopes +
    work.sketched / (KEPT.sketched * speed.sketched) +
    work.flops / (KEPT.flops * speed.flops) +
    work.passed / (KEPT.passed * speed.passed);
  const first = Math.min(byOne, HELPER_START_S);
  const byAll = first + (byOne - first) / (1 + HELPER_SHARE * (threads - 1));
  return WARM_UP_S + byAll + (work.svdFlops / KEPT.svdFlops + flops / KEPT.trained) / speed.plainFlops;
}
