import type { CoordinateLabels, IdentificationOptions, InputUse, LibraryColumn } from '../../state/contract-types.ts';
import { counted } from '../../format/words.ts';
import { formatTick } from '../../../charts/index.ts';

type Friction = IdentificationOptions['friction'];

interface FrictionWords {
  readonly value: Friction;
  readonly label: string;
  /** In the experiment's sentence. */
  readonly inSentence: string;
  readonly formula: string;
  readonly help: string;
}

/** What may be said of friction, in the order of the card. */
export const FRICTION_CHOICES: readonly FrictionWords[] = [
  {
    value: 'auto',
    label: 'Found by test',
    inSentence: 'friction found by test',
    formula: 'ṗ = −∂H/∂q − γ p, kept where |γ| > 4 errors',
    help: 'Friction is tried and kept only when the data clearly show it; then other laws are tried.',
  },
  {
    value: 'off',
    label: 'Off',
    inSentence: 'no friction',
    formula: 'ṗ = −∂H/∂q',
    help: 'Energy is kept. If there is friction after all, the misfit shows it.',
  },
  {
    value: 'viscous',
    label: 'Viscous',
    inSentence: 'viscous friction',
    formula: 'ṗ = −∂H/∂q − γ p',
    help: 'Grows with the speed: slow motion in air or oil, eddy currents.',
  },
  {
    value: 'quadratic',
    label: 'Quadratic',
    inSentence: 'quadratic friction',
    formula: 'ṗ = −∂H/∂q − γ p|p|',
    help: 'Grows with the square of the speed: fast motion in air or water.',
  },
  {
    value: 'dry',
    label: 'Dry',
    inSentence: 'dry friction',
    formula: 'ṗ = −∂H/∂q − γ tanh(p/w)',
    help: 'Nearly the same at every speed: bearings, sliding.',
  },
  {
    value: 'network',
    label: 'Network',
    inSentence: 'friction of any shape',
    formula: 'ṗ = −∂H/∂q − p (c₀ + Σⱼ cⱼ tanh(wⱼ·z + bⱼ))',
    help: 'Any friction that vanishes at rest; it needs many clean data.',
  },
];

/** Friction in the sentence. */
export function frictionSentence(friction: Friction): string {
  return FRICTION_CHOICES.find(({ value }) => value === friction)!.inSentence;
}

/** The friction that arrow keys step to. */
export function nextFriction(friction: Friction, direction: number): Friction {
  const at = FRICTION_CHOICES.findIndex(({ value }) => value === friction);
  return FRICTION_CHOICES.at((at + direction) % FRICTION_CHOICES.length)!.value;
}

/** Known forces in the sentence: `no known force`, `the input u and a drive at 0.2`. */
export function forcingSentence(
  { drives, torque }: Pick<IdentificationOptions, 'drives' | 'torque'>,
  inputs: readonly InputUse[],
): string {
  const parts = [
    ...(inputs.length === 1 ? [`the input ${inputs[0]!.name}`] : []),
    ...(inputs.length > 1 ? [counted(inputs.length, 'known input')] : []),
    ...(drives.length === 1 ? [`a drive at ${frequencyWords(drives[0]!.frequency)}`] : []),
    ...(drives.length > 1 ? [counted(drives.length, 'drive')] : []),
    ...(torque ? ['a constant torque'] : []),
  ];
  return parts.length === 0 ? 'no known force' : parts.join(' and ');
}

function frequencyWords(frequency: number): string {
  return Number.isNaN(frequency) ? 'some frequency' : formatTick(frequency);
}

/** True when q alone is learned from: chosen so, or because the data set has nothing else. */
export function isPositionsOnly(
  { positionsOnly }: Pick<IdentificationOptions, 'positionsOnly'>,
  hasDerivedMomenta: boolean,
): boolean {
  return positionsOnly === 'auto' ? hasDerivedMomenta : positionsOnly;
}

/** What is learned from, in the sentence. */
export function channelsSentence(options: IdentificationOptions, hasDerivedMomenta: boolean): string {
  return isPositionsOnly(options, hasDerivedMomenta) ? 'positions alone' : 'positions and momenta';
}

/** The names of angles of full turns in the sentence; '' without any. */
export function anglesSentence({ periodic }: Pick<IdentificationOptions, 'periodic'>, q: readonly string[]): string {
  if (periodic.length === 0) return '';
  const names = periodic.map((axis) => q[axis] ?? `q${axis + 1}`).join(', ');
  return periodic.length === 1 ? `${names} an angle of full turns` : `${names} angles of full turns`;
}

/** Names of the channels that are learned from. */
export function channelNames({ q, p }: Pick<CoordinateLabels, 'q' | 'p'>, isPositions: boolean): readonly string[] {
  return isPositions ? q : [...q, ...p];
}

/** Columns that can be added, by what they are good for. */
export const LIBRARY_CHOICES: readonly { readonly value: LibraryColumn; readonly label: string }[] = [
  { value: 'exp-q', label: 'exp q' },
  { value: 'exp-p', label: 'exp p' },
  { value: 'cos-q', label: 'cos q' },
  { value: 'sin-q', label: 'sin q' },
  { value: 'cos-p', label: 'cos p' },
  { value: 'sin-p', label: 'sin p' },
];
