import { setTimeout } from 'node:timers/promises';
import type { Team } from '../../core/kernels/index.ts';
import { relativeL2Error } from '../../core/metrics/index.ts';
import { evaluateEnergies, evaluateField } from '../../core/network/index.ts';
import type { HiddenLayer, SampledHamiltonian } from '../../core/network/index.ts';
import { createRandom } from '../../core/random.ts';
import { samplers } from '../../core/samplers/index.ts';
import { prepareCase } from './cases.ts';
import type { BenchCase, BenchData } from './cases.ts';
import type { NumpyPeer } from './numpy-side.ts';
import { fitOurs } from './our-side.ts';
import type { FitTask } from './our-side.ts';
import { median } from './statistics.ts';

/** One fit, timed and measured. */
export interface SideRun {
  readonly seconds: number;
  readonly phases: Readonly<Record<string, number>>;
  /** Relative L2 error of H over fresh points. */
  readonly energyError: number;
  /** The same of all entries of ∇H. */
  readonly gradientError: number;
}

/** One fit by numpy. */
export interface NumpyRun extends SideRun {
  /** Most memory its process has held so far. */
  readonly peakBytes: number;
}

/** The same system solved by both sides. */
export interface ComparedRun {
  readonly seed: number;
  readonly ours: SideRun;
  /** null where numpy was not asked */
  readonly numpy: NumpyRun | null;
}

/** A method on a case, over all its repeats. */
export interface Comparison {
  readonly entry: BenchCase;
  readonly method: string;
  readonly runs: readonly ComparedRun[];
}

/** How often, and with what. */
export interface CompareSettings {
  readonly team: Team;
  readonly peer: NumpyPeer | null;
  /** Repeats; repeat r has the seed r, which decides points and hidden layer. */
  readonly repeats: number;
  /** Most repeats of numpy. */
  readonly numpyRepeats: number;
  /** Fresh points for the errors. */
  readonly testPoints?: number;
}

/** Threads of a linear algebra library spin for a while when their work is done: let them go to sleep before the other side's clock starts. */
const PAUSE_MS = 150;

/** Fits a case by all its methods; methods and sides take turns, so that a change in the machine's load meets them all. */
export async function compareCase(
  entry: BenchCase,
  { team, peer, repeats, numpyRepeats, testPoints }: CompareSettings,
): Promise<Comparison[]> {
  const comparisons = entry.methods.map((method) => ({ entry, method, runs: [] as ComparedRun[] }));
  for (let seed = 1; seed <= repeats; seed++) {
    const data = prepareCase(entry, seed, testPoints);
    for (const { method, runs } of comparisons) {
      const task = { method, width: entry.width, seed };
      runs.push(await compareFit(data, task, team, seed <= numpyRepeats ? peer : null));
    }
  }
  return comparisons;
}

/** Fits by ours and then, with a peer, the same system by numpy. */
export async function compareFit(
  data: BenchData,
  task: FitTask,
  team: Team,
  peer: NumpyPeer | null,
): Promise<ComparedRun> {
  await setTimeout(PAUSE_MS);
  const fit = fitOurs(data, task, team);
  const ours = { seconds: fit.seconds, phases: fit.phases, ...errorsOf(fit.model, data) };
  if (peer === null) return { seed: task.seed, ours, numpy: null };
  const { model, phases, peakBytes } = await peer.fit(data, [...firstLayers(data, task), fit.model]);
  const seconds = Object.values(phases).reduce((sum, part) => sum + part, 0);
  return { seed: task.seed, ours, numpy: { seconds, phases, peakBytes, ...errorsOf(model, data) } };
}

/**
 * The layer that the published A-SWIM fits first: U-SWIM of full width, at all points. Our own first fit is smaller; the second layer, which ours
 * has drawn, is the same for both sides.
 */
function firstLayers({ samples, box }: BenchData, { method, width, seed }: FitTask): HiddenLayer[] {
  const { needs } = samplers.get(method);
  if (needs !== 'approximate-values') return [];
  const random = createRandom(seed, 'hidden-layer');
  return [samplers.get('u-swim').sample({ ...samples, width, box, values: null, random })];
}

function errorsOf(
  model: SampledHamiltonian,
  { test, testEnergies }: BenchData,
): Pick<SideRun, 'energyError' | 'gradientError'> {
  const { states, count, derivatives } = test;
  return {
    energyError: relativeL2Error(testEnergies, evaluateEnergies(model, states, count)).value,
    // A field is the gradient with its halves exchanged and one sign turned: the same entries, hence the same relative error.
    gradientError: relativeL2Error(derivatives, evaluateField(model, states, count)).value,
  };
}

/** A number of every repeat of a side. */
export function figuresOf(
  { runs }: Comparison,
  side: 'ours' | 'numpy',
  key: 'seconds' | 'energyError' | 'gradientError',
): number[] {
  return runs.flatMap((run) => run[side]?.[key] ?? []);
}

/** Shortest time of numpy ÷ shortest of ours; null without numpy. */
export function speedUp(comparison: Comparison): number | null {
  const theirs = figuresOf(comparison, 'numpy', 'seconds');
  return theirs.length === 0 ? null : Math.min(...theirs) / Math.min(...figuresOf(comparison, 'ours', 'seconds'));
}

/** Median error of ours ÷ median error of numpy over the repeats that both did; null without numpy. */
export function errorRatio(comparison: Comparison, key: 'energyError' | 'gradientError'): number | null {
  const paired = { ...comparison, runs: comparison.runs.filter(({ numpy }) => numpy !== null) };
  const theirs = figuresOf(paired, 'numpy', key);
  return theirs.length === 0 ? null : median(figuresOf(paired, 'ours', key)) / median(theirs);
}

/** The worse of the error ratios of H and ∇H. */
export function worstErrorRatio(comparison: Comparison): number | null {
  const energy = errorRatio(comparison, 'energyError');
  const gradient = errorRatio(comparison, 'gradientError');
  return energy === null || gradient === null ? null : Math.max(energy, gradient);
}
