import type { RowTypeId } from '../fit/rows/row-type.ts';
import type { FrictionLaw } from './options.ts';

/** A number with its error; null where none can be given. */
export interface Estimate {
  readonly value: number;
  /** One standard deviation, the factor 1.3 and the misfit included. */
  readonly error: number | null;
}

export type KnobId = 'noise' | 'smoothing' | 'window' | 'roughness' | 'friction';

/** One of the five things that can be set, with the value that was used. */
export interface Knob {
  readonly id: KnobId;
  /** Numbers in the units of the data; per channel for `noise`, empty for `friction` without friction. */
  readonly values: readonly number[];
  /** The value with its unit, for reading. */
  readonly words: string;
  readonly isGiven: boolean;
  /** What found it, or what it does, one sentence. */
  readonly reason: string;
}

/** One thing that was decided by a test. */
export interface Decision {
  readonly id:
    | 'friction'
    | 'friction-law'
    | 'energy-fed-in'
    | 'nonlinearity'
    | 'misfit'
    | 'outliers'
    | 'inputs'
    | 'rows'
    | 'mass-ratio';
  /** One sentence, no surer than its statistic. */
  readonly sentence: string;
  readonly statistic: number | null;
  readonly threshold: number | null;
}

/** A coefficient of a force, in the units of the data. */
export interface ForceEstimate {
  readonly kind: FrictionLaw | 'input' | 'harmonic' | 'torque';
  readonly axis: number;
  readonly label: string;
  readonly value: number;
  /** One standard deviation, the factor 1.3 included. */
  readonly error: number;
  /** value/(its standard deviation without the factor) */
  readonly z: number;
}

/** One law that was tried. */
export interface LawTried {
  readonly law: FrictionLaw;
  /** Largest |z| over its columns, with the sign of that column's coefficient; positive takes energy out. */
  readonly z: number;
  /** Fall of −2 log evidence against no friction, on the same rows; positive is better. */
  readonly gain: number;
  readonly isTaken: boolean;
}

/** The curve of the evidence over the ratio of two masses. */
export interface MassScan {
  /** Which degree of freedom, relative to the first. */
  readonly axis: number;
  readonly ratios: Float64Array<ArrayBuffer>;
  /** −2 log evidence, its minimum subtracted */
  readonly curve: Float64Array<ArrayBuffer>;
  /** Null when the curve has no minimum inside: the ratio cannot be known from these data. */
  readonly best: Estimate | null;
}

/** One line of the identifiability card. */
export interface Identifiable {
  readonly kind: 'known' | 'assumed' | 'unknown';
  /** One or two plain sentences. */
  readonly words: string;
}

export type Grade = 'good' | 'fair' | 'poor' | 'none';

/** One of the two verdicts; `none`: nothing is claimed. */
export interface GradedVerdict {
  readonly grade: Grade;
  readonly sentence: string;
}

/** What the identification itself decided. */
export interface IdentificationFacts {
  readonly rows: RowTypeId;
  readonly isPositionsOnly: boolean;
  /** False when the motion does not show that the force is not a straight line, or H more than quadratic. */
  readonly isNonlinearityShown: boolean;
  /** Dominant period P, in the unit of time. */
  readonly period: number;
  readonly samplesPerPeriod: number;
  /** Total length of all pieces in periods. */
  readonly periods: number;
  /** Names of the channels that were learned from, [q…, p…] or [q…]. */
  readonly channels: readonly string[];
  /** Noise found or given per channel, in the units of the data. */
  readonly noise: readonly number[];
  /** The same as a share of the standard deviation of the channel. */
  readonly noiseShare: readonly number[];
  readonly knobs: readonly Knob[];
  readonly decisions: readonly Decision[];
  readonly ridge: {
    readonly chosenBy: 'evidence' | 'robust-gcv' | 'rounding';
    readonly lambda: number;
    readonly degreesOfFreedom: number;
    readonly rows: number;
    readonly columns: number;
  };
  /** Residual variance of the whitened rows in units of the noise; about 1 when the model is right. */
  readonly misfit: {
    readonly value: number;
    readonly grade: 'good' | 'fair' | 'warning' | 'no-claim';
    /** What may be missing, most likely first; empty when nothing seems to. */
    readonly causes: readonly string[];
  };
  readonly forces: readonly ForceEstimate[];
  readonly laws: readonly LawTried[];
  /** Friction that is part of the model; null without any. */
  readonly friction: FrictionLaw | null;
  readonly massScan: MassScan | null;
  /** Samples that were read, averaged into bins, and left out as outliers. */
  readonly samples: { readonly read: number; readonly used: number; readonly outliers: number };
}

/** A curve with its 90 % band; `low` and `high` have length 0 where no honest band can be given. */
export interface BandedCurve {
  readonly x: Float64Array<ArrayBuffer>;
  readonly value: Float64Array<ArrayBuffer>;
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
}

/** Physics of one degree of freedom, the others at their equilibrium. Numbers are null where the motion does not show them. */
export interface AxisPhysics {
  readonly axis: number;
  /** Minimum of V nearest to the middle of the data. */
  readonly equilibrium: Estimate | null;
  /** Period of small swings about it. */
  readonly smallPeriod: Estimate | null;
  /** V(q) at p = 0, 0 at the equilibrium, over the covered q. */
  readonly potential: BandedCurve;
  /** V′(q) */
  readonly force: BandedCurve;
  /** Period of the learned H against amplitude in q; one degree of freedom only. */
  readonly periodByAmplitude: BandedCurve | null;
  /** (n, 2) amplitude and period of single swings in the data; one degree of freedom only. */
  readonly measuredPeriods: Float64Array<ArrayBuffer>;
  /** V′(q) = K sin(q − q₀) fitted to the force over the covered q: K, q₀ and the rms residual as a share; null for a straight force or a poor fit. */
  readonly sine: { readonly stiffness: Estimate; readonly angle: Estimate; readonly residual: number } | null;
  /** V′(q) = k (q − q₀): k, q₀ and the rms residual as a share; q₀ is null where no zero of the line is shown, absent in earlier reports. */
  readonly line: { readonly stiffness: Estimate; readonly angle?: Estimate | null; readonly residual: number } | null;
  /** 1/∂²H/∂p² at the equilibrium, p against q̇: the mass that the momenta imply; null for positions only. */
  readonly mass: Estimate | null;
}

/** How far the result can be trusted. */
export interface TrustFacts {
  /** Coverage of predicted q (and p) by bands of nominal share, over held-out motions within the horizon (over the training motions when nothing is held out). */
  readonly calibration: readonly { readonly nominal: number; readonly observed: number }[];
  readonly isCalibratedOnHeldOut: boolean;
  /** Fit repeated without each trajectory: rms distance of its prediction, in standard deviations of q, over one period and over three. */
  readonly leaveOneOut: readonly {
    readonly id: string;
    readonly afterOnePeriod: number | null;
    readonly afterThreePeriods: number | null;
  }[];
  /** Time until the 90 % band of q is wider than the tolerance, median over starts in the data. */
  readonly horizon: {
    readonly time: number;
    readonly periods: number;
    /** True when no band got that wide in the time that was looked at. */
    readonly isLowerBound: boolean;
    readonly tolerance: number;
  } | null;
  /** Rms distance of predictions on held-out motions (training ones when nothing is held out), in standard deviations of q, from a start fitted to the beginning, see `fitStart`. */
  readonly holdOut: { readonly afterOnePeriod: number | null; readonly afterThreePeriods: number | null };
  /** The same of a linear oscillator and of a cubic polynomial field fitted to the same data. */
  readonly rivals: readonly {
    readonly id: 'linear-oscillator' | 'cubic-field';
    readonly label: string;
    readonly afterOnePeriod: number | null;
    readonly afterThreePeriods: number | null;
  }[];
}

/** Everything a result from measured motion says about itself, beside the model. Plain data. */
export interface IdentificationReport extends IdentificationFacts {
  readonly identifiability: readonly Identifiable[];
  readonly verdicts: { readonly forecast: GradedVerdict; readonly identifiability: GradedVerdict };
  readonly physics: readonly AxisPhysics[];
  readonly trust: TrustFacts;
}
