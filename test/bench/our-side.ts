import type { FitDiagnostics } from '../../core/experiment/run-result.ts';
import { fitHamiltonian } from '../../core/fit/index.ts';
import type { FitOutcome } from '../../core/fit/index.ts';
import { DEFAULT_MEMORY_BYTES, singleThread } from '../../core/kernels/compute.ts';
import type { Compute } from '../../core/kernels/compute.ts';
import type { SampledHamiltonian } from '../../core/network/index.ts';
import { samplers } from '../../core/samplers/index.ts';
import type { BenchData } from './cases.ts';

/** One fit by ours. */
export interface OurFit {
  readonly model: SampledHamiltonian;
  /** Wall-clock time of the whole fit: checks, sampling, every solve. */
  readonly seconds: number;
  /** Seconds of each phase. */
  readonly phases: Readonly<Record<string, number>>;
}

/** What a fit may use of the machine. */
export function benchCompute(threads: number, memoryBytes = DEFAULT_MEMORY_BYTES): Compute {
  return { ...singleThread, threads, memoryBytes, now: () => performance.now() };
}

/** Fits once, as a run of the app does. @param method id of a sampler */
export function fitOurs(
  { samples, energies, anchor, box, solver }: BenchData,
  { method, width, seed }: { readonly method: string; readonly width: number; readonly seed: number },
  compute: Compute,
): OurFit {
  const sampler = samplers.get(method);
  const task = { samples, anchor, box, solver, sampler, width, seed, trueValues: energies, now: compute.now, compute };
  const start = performance.now();
  const outcome = fitHamiltonian(task);
  return { model: outcome.model, seconds: (performance.now() - start) / 1000, phases: phasesOf(outcome) };
}

/** Time of one part of a solve. */
interface SolvePart {
  readonly part: string;
  readonly ms: number;
}

/** The phases of the fit, and the parts of its last solve where the solver tells them. */
function phasesOf({ timings, diagnostics }: FitOutcome): Readonly<Record<string, number>> {
  const { parts = [] }: FitDiagnostics & { readonly parts?: readonly SolvePart[] } = diagnostics;
  return Object.fromEntries<number>([
    ...timings.map(({ phase, ms }) => [phase, ms / 1000] as const),
    ...parts.map(({ part, ms }) => [`solve: ${part}`, ms / 1000] as const),
  ]);
}
