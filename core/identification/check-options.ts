import { CoreError } from '../errors.ts';
import type { IdentificationOptions } from './options.ts';

/** Periods of a window, and scale of the weights, beyond which nothing changes. */
const LARGEST = { window: 1000, roughness: 100 };

/** What is known of the data before they are read. */
export interface CheckedData {
  readonly dof: number;
  readonly isPositionsOnly: boolean;
  /** Samples per unit of time; absent or null: drives are not held against it. */
  readonly samplingRate?: number | null;
}

/** What is wrong, and what to do; null when nothing is. */
type Finding = readonly [message: string, hint: string] | null;

type Check = (options: IdentificationOptions, data: CheckedData) => Finding;

const LEAVE_OUT = 'Leave it out to have it found from the data.';
const ONCE = 'Name each once.';

/** One check for each option that can be wrong by itself or beside the others, in the order in which they are told. */
const CHECKS = {
  periodic: ({ periodic }, { dof }) =>
    missingAxis(periodic, dof) ??
    (hasTwice(periodic) ? ['The same degree of freedom is said to be an angle twice.', ONCE] : null),
  inputs: ({ inputs }, { dof }) => (inputs === 'auto' ? null : missingAxis(axesOf(inputs), dof)),
  drives: ({ drives }, { dof, samplingRate = null }) =>
    missingAxis(axesOf(drives), dof) ?? wrongFrequency(drives, samplingRate),
  library: ({ library }) => (hasTwice(library) ? ['The same term of H is named twice.', ONCE] : null),
  torque: ({ torque, periodic }) =>
    torque && periodic.length === 0
      ? [
          'A constant torque needs a coordinate that is an angle of full turns: in any other it is part of H.',
          'Name the angles (periodic), or leave the torque out.',
        ]
      : null,
  rows: ({ rows }, { isPositionsOnly }) => {
    if (rows === 'auto' || (rows === 'double-integral') === isPositionsOnly) return null;
    return isPositionsOnly
      ? [
          `Rows of the kind ${rows} need momenta, and only positions are learned from.`,
          'Choose the rows auto or double-integral, or give momenta.',
        ]
      : ['Rows of the kind double-integral are for positions alone.', 'Choose the rows auto, or positions alone.'];
  },
  masses: ({ masses }, { dof }) =>
    masses === null || (masses.length === dof && masses.every(isPositive))
      ? null
      : [
          `${many(dof, 'mass', 'masses')} above 0 must be given, not ${masses.join(', ')}.`,
          'Give one for each coordinate.',
        ],
  noise: ({ noise }, { dof, isPositionsOnly }) => {
    if (noise === null) return null;
    const channels = isPositionsOnly ? dof : 2 * dof;
    if (noise.length !== channels) {
      const whose = isPositionsOnly ? 'each column of q' : 'each column of q and p';
      const given = many(noise.length, 'number is', 'numbers are');
      return [`${given} given for the noise; ${many(channels, 'is', 'are')} needed, one for ${whose}.`, LEAVE_OUT];
    }
    const wrong = noise.find((value) => !isPositive(value));
    return wrong === undefined ? null : [`The noise must be above 0, not ${wrong}.`, LEAVE_OUT];
  },
  smoothing: ({ smoothing }) => notPositive('half width of the smoother', smoothing, Infinity),
  window: ({ window }) => notPositive('length of a window in periods', window, LARGEST.window),
  roughness: ({ roughness }) => notPositive('roughness', roughness, LARGEST.roughness),
  isMassRatioSought: ({ isMassRatioSought }, { dof, isPositionsOnly }) =>
    isMassRatioSought && (!isPositionsOnly || dof < 2)
      ? [
          `The ratio of masses can be looked for with positions alone and two or more coordinates; here ${isPositionsOnly ? 'there is one' : 'momenta are given'}.`,
          'Leave it out.',
        ]
      : null,
} as const satisfies Partial<Record<keyof IdentificationOptions, Check>>;

/** Options that can be refused. */
export type CheckedOption = keyof typeof CHECKS;

/**
 * Refuses options that no data of this size can be identified with.
 * @throws CoreError `bad-argument`; `context.option` is the `CheckedOption`
 */
export function checkOptions(options: IdentificationOptions, data: CheckedData): void {
  for (const [option, check] of Object.entries<Check>(CHECKS)) {
    const found = check(options, data);
    if (found !== null) throw new CoreError('bad-argument', found[0], { hint: found[1], context: { option } });
  }
}

/**
 * Samples per unit of time of the densest motion, one over its median step; null without any.
 * @param trajectories as in the report of an import
 */
export function samplingRate(trajectories: readonly { readonly step: { readonly median: number } }[]): number | null {
  const rate = 1 / Math.min(...trajectories.map(({ step }) => step.median));
  return isPositive(rate) ? rate : null;
}

function missingAxis(axes: readonly number[], dof: number): Finding {
  const wrong = axes.find((axis) => !Number.isInteger(axis) || axis < 0 || axis >= dof);
  return wrong === undefined
    ? null
    : [
        `Degree of freedom ${wrong + 1} is named, and there ${many(dof, 'is', 'are', true)}.`,
        'Name one that there is.',
      ];
}

function wrongFrequency(drives: IdentificationOptions['drives'], samplingRate: number | null): Finding {
  const negative = drives.find(({ frequency }) => !isPositive(frequency));
  if (negative !== undefined) {
    return [
      `The frequency of a drive must be above 0, not ${negative.frequency}.`,
      'Give it in cycles per unit of time.',
    ];
  }
  if (samplingRate === null) return null;
  const half = samplingRate / 2;
  // The rate is one over a median of differences, whose last digits are rounding.
  const fast = drives.find(({ frequency }) => frequency >= half * (1 - 1e-9));
  if (fast === undefined) return null;
  return [
    `A drive at ${fast.frequency} cannot be told from a slower one: half of the sampling rate is ${Number(half.toPrecision(4))} cycles per unit of time.`,
    'Give the frequency in cycles, not radians, per unit of time; or sample faster.',
  ];
}

function notPositive(what: string, value: number | null, largest: number): Finding {
  if (value === null || (isPositive(value) && value <= largest)) return null;
  return [
    `The ${what} must be above 0${largest < Infinity ? ` and at most ${largest}` : ''}, not ${value}.`,
    LEAVE_OUT,
  ];
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function hasTwice(values: readonly (number | string)[]): boolean {
  return new Set(values).size < values.length;
}

function axesOf(uses: readonly { readonly axis: number }[]): number[] {
  return uses.map(({ axis }) => axis);
}

/** "1 number is", "2 numbers are", or with the number last: "is 1", "are 2". */
function many(count: number, one: string, more: string, isLast = false): string {
  const word = count === 1 ? one : more;
  return isLast ? `${word} ${count}` : `${count} ${word}`;
}
