import { formatTick } from '../../../charts/index.ts';
import type { Catalog, MethodDescription } from '../../../service/api/index.ts';
import { formatCount, formatShare } from '../../format/numbers.ts';
import type { DataDesign, NoiseSpec, PhaseBox, Split, TrainingConfig } from '../../state/contract-types.ts';

/** The end of the experiment's sentence: what is held out. */
export function heldOutWords(split: Split): string {
  if (split.kind === 'trajectories') {
    const names = split.heldOut;
    if (names.length === 0) return 'holding out nothing';
    if (names.length === 1) return `holding out trajectory ${names[0]!}`;
    if (names.length === 2) return `holding out trajectories ${names.join(' and ')}`;
    return `holding out ${names.length} trajectories`;
  }
  if (split.fraction === 0) return 'holding out nothing';
  return Number.isNaN(split.fraction) ? 'holding out a share' : `holding out ${formatShare(split.fraction)}`;
}

/** What the noise is, for the sentence: `1 % noise`. */
export function noiseWords({ kind, states, derivatives }: NoiseSpec): string {
  const levels = [...states, ...derivatives];
  const level = levels[0] ?? 0;
  if (kind === 'absolute' || levels.some((other) => other !== level)) return 'noise';
  return `${formatTick(100 * level)}\u202f% noise`;
}

/** How points are obtained: a name, and one plain sentence. */
export const DESIGN_WORDS: Readonly<Record<DataDesign['kind'], { readonly label: string; readonly sentence: string }>> =
  {
    points: {
      label: 'Points',
      sentence: 'Drawn evenly from the domain; the motion at each of them is known exactly.',
    },
    trajectories: {
      label: 'Trajectories',
      sentence: 'Rows along motions that start anywhere in the domain, as a measurement would give them.',
    },
    snapshots: {
      label: 'Snapshot pairs',
      sentence: 'Each state and where it is a short time later; the motion is the difference of the two.',
    },
  };

/** Functions that a formula may use. The formula's parser has the same ones (tested). */
export const FORMULA_FUNCTIONS: readonly string[] = [
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh'],
  ...['exp', 'log', 'sqrt', 'abs'],
];

/** Characters shown on either side of an error: as many as the narrowest card has room for. */
const EXCERPT_REACH = 17;

/** The part of a formula around a character, on one line, and the line below with a caret under it. */
export function errorExcerpt(expression: string, position: number): { readonly text: string; readonly caret: string } {
  const start = Math.max(0, position - EXCERPT_REACH);
  const end = Math.min(expression.length, position + EXCERPT_REACH);
  const lead = start > 0 ? '…' : '';
  const tail = end < expression.length ? '…' : '';
  return {
    text: lead + expression.slice(start, end).replace(/\s/g, ' ') + tail,
    caret: `${' '.repeat(lead.length + position - start)}^`,
  };
}

/** Systems as they are offered: by how many degrees of freedom they have, chains by themselves. */
export function systemGroups(
  systems: Catalog['systems'],
): readonly { readonly label: string; readonly systems: Catalog['systems'] }[] {
  return [
    { label: 'One degree of freedom', systems: systems.filter(({ dof, particles }) => dof === 1 && !particles) },
    { label: 'More degrees of freedom', systems: systems.filter(({ dof, particles }) => dof > 1 && !particles) },
    { label: 'Chains', systems: systems.filter(({ particles }) => particles) },
  ].filter((group) => group.systems.length > 0);
}

/** Methods as they are offered: the one for measured motion, the sampled networks, and what they are compared with. */
export function methodGroups(
  methods: Catalog['methods'],
): readonly { readonly label: string; readonly methods: Catalog['methods'] }[] {
  return [
    { label: 'For measured motion', methods: methods.filter(({ isForMeasurements }) => isForMeasurements) },
    { label: 'Sampled (one linear solve)', methods: methods.filter(({ needs }) => needs !== null) },
    {
      label: 'Baselines',
      methods: methods.filter(({ needs, isForMeasurements }) => needs === null && !isForMeasurements),
    },
  ].filter((group) => group.methods.length > 0);
}

/** What the network computes. */
export function networkFormula(
  method: Pick<MethodDescription, 'isTrained' | 'hasHamiltonian' | 'isForMeasurements'> | null,
): string {
  if (method?.isForMeasurements) return 'Ĥ(x) = Σⱼ cⱼ tanh(wⱼ · z + bⱼ) + quadratic terms in z';
  if (method?.isTrained) return method.hasHamiltonian ? 'Ĥ(x) = MLP(x), ẋ = J∇Ĥ(x)' : 'ẋ = MLP(x)';
  return method?.hasHamiltonian === false
    ? 'ẋᵢ = Σⱼ cᵢⱼ tanh(wⱼ · x + bⱼ) + cᵢ₀'
    : 'Ĥ(x) = Σⱼ cⱼ tanh(wⱼ · x + bⱼ) + c₀';
}

/** Id of the training preset with these settings; '' for what is proposed, null for one's own. */
export function trainingPresetOf(
  training: TrainingConfig,
  { trainingPresets, defaults }: Pick<Catalog, 'trainingPresets' | 'defaults'>,
): string | null {
  const isSame = (other: TrainingConfig): boolean =>
    // Both are TrainingConfigs, so the names of one are those of the other.
    (Object.keys(training) as (keyof TrainingConfig)[]).every((name) => training[name] === other[name]);
  if (isSame(defaults.training)) return '';
  return trainingPresets.find((preset) => isSame(preset.training))?.id ?? null;
}

/** The training in the sentence: `trained for 5 000 steps`, with the time it may take at most. */
export function trainingWords({ steps, timeBudget }: TrainingConfig): string {
  const amount = Number.isNaN(steps) ? 'some steps' : `${formatCount(steps)} steps`;
  return timeBudget === null || Number.isNaN(timeBudget) ? amount : `${amount} or ${formatTick(timeBudget)}\u202fs`;
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** `q`, or `q₁` … when there are several. */
export function coordinateName(side: 'q' | 'p', index: number, dof: number): string {
  return dof === 1 ? side : side + String(index + 1).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!);
}

/** True when all sides of a box have the same limits. */
export function isUniform(sides: PhaseBox['q']): boolean {
  return sides.every(([low, high]) => low === sides[0]![0] && high === sides[0]![1]);
}

/** A box in a few words: `q −5 … 5, p −5 … 5`; sides that differ are not listed. */
export function domainWords({ q, p }: PhaseBox): string {
  const short = (limit: number) => formatTick(Number(limit.toPrecision(3)));
  const words = (name: string, sides: PhaseBox['q']) =>
    isUniform(sides) ? `${name} ${sides[0]!.map(short).join(' … ')}` : `${name} differ`;
  return `${words('q', q)}, ${words('p', p)}`;
}
