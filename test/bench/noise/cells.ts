import { identify } from '../../../core/identification/identify.ts';
import type { Identification } from '../../../core/identification/identification.ts';
import { IDENTIFICATION_DEFAULTS } from '../../../core/identification/options.ts';
import type { IdentificationOptions } from '../../../core/identification/options.ts';
import type { ForceEstimate, Knob } from '../../../core/identification/report.ts';
import { hamiltonianOf } from '../../../core/network/index.ts';
import type { HamiltonianFunction } from '../../../core/phase-space.ts';
import { figure } from '../comparison-tables.ts';
import { median } from '../statistics.ts';
import type { Section, Target } from '../table.ts';
import type { NoisySet } from './sets.ts';

/** How much a part of the section may do. */
export interface NoiseTask {
  /** Sets per cell of a table. */
  readonly seeds: readonly number[];
  readonly log: (line: string) => void;
}

/** One group of tables of the section. */
export interface NoisePart {
  readonly name: string;
  measure(task: NoiseTask): Section;
}

/** What the recipe found in one set. */
export interface IdentifiedSet {
  readonly identification: Identification;
  readonly learned: HamiltonianFunction;
}

/** Runs the recipe as the app does, except for what `options` says. */
export function identifySet(
  { dataset, task: { system, seed } }: NoisySet,
  options: Partial<IdentificationOptions> = {},
): IdentifiedSet {
  const identification = identify({
    dataset,
    train: dataset.trajectories.map((trajectory) => ({ trajectory, from: 0, to: trajectory.times.length })),
    options: { ...IDENTIFICATION_DEFAULTS, periodic: system.periodic, ...options },
    width: system.width,
    seed,
  });
  return { identification, learned: hamiltonianOf(identification.model)! };
}

/** The numbers of a knob. */
export function knob({ facts }: Identification, id: Knob['id']): readonly number[] {
  return facts.knobs.find((entry) => entry.id === id)?.values ?? [];
}

/** The first coefficient of a kind of force; null when the model has none. */
export function force({ facts }: Identification, kind: ForceEstimate['kind']): ForceEstimate | null {
  return facts.forces.find((entry) => entry.kind === kind) ?? null;
}

/** Median of one figure over runs; null of none. */
export function middle<T>(runs: readonly T[], figureOf: (run: T) => number | null): number | null {
  const found = runs.map(figureOf).filter((value) => value !== null);
  return found.length === 0 ? null : median(found);
}

/** `a / b / c` of medians. */
export function figures(...values: readonly (number | null)[]): string {
  return values.map(figure).join(' / ');
}

/** A figure that may not be larger. */
export function atMost(quantity: string, must: number, measured: number | null, where = ''): Target {
  return { quantity, bound: 'at most', must, aim: null, measured, unit: '', where };
}

/** A figure that may not be smaller. */
export function atLeast(quantity: string, must: number, measured: number | null, where = ''): Target {
  return { quantity, bound: 'at least', must, aim: null, measured, unit: '', where };
}

/** `5 %` */
export function percent(share: number): string {
  return `${Math.round(1e4 * share) / 100} %`;
}
