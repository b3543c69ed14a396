import type { SolveMeans } from '../../core/experiment/forecast.ts';
import { fitHamiltonian } from '../../core/fit/index.ts';
import type { FitOutcome } from '../../core/fit/index.ts';
import type { Team } from '../../core/kernels/index.ts';
import type { SampledHamiltonian } from '../../core/network/index.ts';
import { samplers } from '../../core/samplers/index.ts';
import { meansOf, openTeam } from '../../service/jobs/open-team.ts';
import type { BenchData } from './cases.ts';

/** What is fitted to given points. */
export interface FitTask {
  /** Id of a sampler. */
  readonly method: string;
  /** N, neurons. */
  readonly width: number;
  readonly seed: number;
}

/** One fit by ours. */
export interface OurFit {
  readonly model: SampledHamiltonian;
  /** Wall-clock time of the whole fit: checks, sampling, every solve. */
  readonly seconds: number;
  /** Seconds of each phase. */
  readonly phases: Readonly<Record<string, number>>;
}

/** Works with a team of threads, as a job of the app does, and ends it. */
export async function withThreads<T>(means: Partial<SolveMeans>, work: (team: Team) => T | Promise<T>): Promise<T> {
  const team = openTeam(meansOf(means));
  try {
    return await work(team);
  } finally {
    team.disband();
  }
}

/** Fits once, as a run of the app does. */
export function fitOurs(
  { samples, energies, anchor, box, solver }: BenchData,
  { method, width, seed }: FitTask,
  team: Team,
): OurFit {
  const sampler = samplers.get(method);
  const now = () => performance.now();
  const start = now();
  const outcome = fitHamiltonian({
    samples,
    anchor,
    box,
    solver,
    sampler,
    width,
    seed,
    trueValues: energies,
    now,
    team,
  });
  return { model: outcome.model, seconds: (now() - start) / 1000, phases: phasesOf(outcome) };
}

/** The phases of the fit, and the parts of its last solve. */
function phasesOf({ timings, diagnostics }: FitOutcome): Readonly<Record<string, number>> {
  const phases = timings.map(({ phase, ms }) => [phase, ms / 1000] as const);
  const parts = (diagnostics.parts ?? []).map(({ part, ms }) => [part, ms / 1000] as const);
  return Object.fromEntries<number>([...phases, ...parts]);
}
