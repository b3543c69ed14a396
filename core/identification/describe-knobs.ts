import type { PreparedMotion } from './prepare-motion.ts';
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
  readonly rawRows: PreparedMotion['rawRows'];
  /** Rows that are averaged to one sample: noise is told per row. */
  readonly bin: number;
  readonly isPositionsOnly: boolean;
}

const RAW_WORDS = {
  exact: 'The derivatives agree with the states to rounding.',
  'taken-as-exact': 'The derivatives were taken as exact, as asked for; they do not agree with the states to rounding.',
  pairs: 'Differences of neighbouring rows were taken as they are.',
} as const;

/** The five knobs with the values that were used. */
export function describeKnobs(input: KnobInput): readonly Knob[] {
  const { options, noiseShare, smoothing, period, window, roughness, friction, decisions, bin } = input;
  const isExact = input.rawRows !== null;
  const noise = input.noise.map((value) => value * Math.sqrt(bin));
  const shares = noiseShare.map((share) => `${short(100 * share * Math.sqrt(bin))} %`).join(', ');
  return [
    {
      id: 'noise',
      values: isExact ? [] : noise,
      words: isExact
        ? 'none'
        : `${noise.map((value, k) => `${short(value)} (${input.channels[k]!})`).join(', ')}: ${shares} of the spread`,
      isGiven: options.noise !== null,
      reason: isExact
        ? RAW_WORDS[input.rawRows]
        : options.noise !== null
          ? 'Standard deviation of a row, per channel, as given.'
          : `Standard deviation of a row about the smoothed curve, per channel${bin > 1 ? `; means of ${bin} rows were fitted` : ''}.`,
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
