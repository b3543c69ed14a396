import type { IdentificationOptions } from './options.ts';
import type { Decision, IdentificationFacts, Knob } from './report.ts';

/** What the knobs say is read off. */
export interface KnobInput {
  readonly options: IdentificationOptions;
  readonly channels: readonly string[];
  readonly noise: readonly number[];
  readonly noiseShare: readonly number[];
  /** Half width, in the unit of time. */
  readonly smoothing: number;
  readonly period: number;
  /** In periods. */
  readonly window: number;
  readonly roughness: number;
  readonly friction: IdentificationFacts['friction'];
  readonly decisions: readonly Decision[];
  /** True when given derivatives were used as they are. */
  readonly isExact: boolean;
  readonly isPositionsOnly: boolean;
}

/** The five knobs with the values that were used. */
export function describeKnobs(input: KnobInput): readonly Knob[] {
  const { options, noise, noiseShare, smoothing, period, window, roughness, friction, decisions, isExact } = input;
  const shares = noiseShare.map((share) => `${short(100 * share)} %`).join(', ');
  return [
    {
      id: 'noise',
      values: isExact ? [] : noise,
      words: isExact
        ? 'none'
        : `${noise.map((value, k) => `${short(value)} (${input.channels[k]!})`).join(', ')}: ${shares} of the spread`,
      isGiven: options.noise !== null,
      reason: isExact
        ? 'The derivatives agree with the states to rounding.'
        : options.noise !== null
          ? 'Standard deviation per channel, as given.'
          : 'Standard deviation of what the smoothed curve leaves, per channel.',
    },
    {
      id: 'smoothing',
      values: isExact ? [] : [smoothing],
      words: isExact ? 'none' : `± ${short(smoothing)} (${short(smoothing / period)} periods)`,
      isGiven: options.smoothing !== null,
      reason:
        options.smoothing !== null
          ? 'Half width of the local cubics, as given.'
          : 'Half width of the local cubics that predicts each sample best from the others.',
    },
    {
      id: 'window',
      values: Number.isFinite(window) ? [window] : [],
      words: !Number.isFinite(window) ? 'none' : `${short(window)} periods (${short(window * period)})`,
      isGiven: options.window !== null,
      reason: 'After so long the start value is free again: longer windows use more, shorter ones forgive more.',
    },
    {
      id: 'roughness',
      values: [roughness],
      words: `${short(roughness)} per standard deviation`,
      isGiven: options.roughness !== null,
      reason:
        options.roughness !== null
          ? 'Scale of the weights, as given.'
          : input.isPositionsOnly || !options.hasNetwork
            ? 'Scale of the weights, the same for all positions alone: small is smooth.'
            : 'Scale of the weights that has the highest evidence: small is smooth.',
    },
    {
      id: 'friction',
      values: [],
      words: friction ?? 'none',
      isGiven: options.friction !== 'auto',
      reason: decisions.find(({ id }) => id === 'friction' || id === 'energy-fed-in')?.sentence ?? '',
    },
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
