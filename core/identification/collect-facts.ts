import { energyColumnCount } from '../network/identified-columns.ts';
import type { ForceTerm, IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import { inputsInUse } from './choose-forces.ts';
import { describeKnobs } from './describe-knobs.ts';
import { deviationAt } from './find-friction.ts';
import type { FrictionChoice } from './find-friction.ts';
import type { IdentificationInput } from './identification.ts';
import { gradeMisfit } from './misfit.ts';
import type { PreparedMotion } from './prepare-motion.ts';
import type { Decision, ForceEstimate, IdentificationFacts, MassScan } from './report.ts';
import type { RowType } from '../fit/rows/index.ts';
import { forceUnit } from './scale.ts';
import type { Factored } from './solve.ts';

/** Widening of standard deviations, as in the posterior. */
const WIDENING = 1.3;
/** |coefficient|/standard deviation from which a drive is seen. */
const SEEN = 4;
/** Share of the path of a coordinate that leads forward when it runs on. */
const MOSTLY_FORWARD = 0.9;
/** Further widening for friction that is taken from an estimated velocity: its standard deviations were too small by up to so much. */
const VELOCITY_WIDENING = 1.5;
/** Fall of −2 log evidence by the neurons from which the motion shows more than a quadratic H. */
const NONLINEAR = 10;
/** Relative residual variance of exact rows up to which the misfit counts as 1, 1.4, 4 and more. */
const EXACT_SCALE = 1e-6;

/** What an identification found out, before it is put into words. */
export interface Findings {
  readonly input: IdentificationInput;
  readonly motion: PreparedMotion;
  readonly friction: FrictionChoice;
  readonly factored: Factored;
  readonly rowType: RowType;
  readonly window: number;
  readonly roughness: number;
  readonly massScan: MassScan | null;
  /** Residual variance in units of the noise; for exact rows relative to the derivatives. */
  readonly variance: number;
  /** In the units of the data. */
  readonly model: IdentifiedHamiltonian;
  /** Fall of −2 log evidence from a quadratic H to the whole one. */
  readonly nonlinearity: number;
}

/** Puts the findings into the report. */
export function collectFacts(findings: Findings): IdentificationFacts {
  const { input, motion, friction, factored, rowType, window, roughness, massScan, variance, nonlinearity } = findings;
  const { recording, noise, noiseShare, isPositionsOnly, rawRows, outliers } = motion;
  const { ridge } = friction.fit;
  const { options } = input;
  const forces = forceEstimates(findings);
  const decisions = [
    ...friction.decisions,
    nonlinearityDecision(nonlinearity),
    ...outlierDecision(outliers),
    ...inputDecision(input),
    ...recording.notes.map((sentence): Decision => ({ id: 'rows', sentence, statistic: null, threshold: null })),
  ];
  return {
    rows: rowType.id,
    isPositionsOnly,
    isNonlinearityShown: nonlinearity > NONLINEAR,
    period: recording.period,
    samplesPerPeriod: recording.samplesPerPeriod,
    periods: recording.periods,
    channels: recording.channels,
    ...{ noise, noiseShare, decisions },
    knobs: describeKnobs({
      ...{ options, noise, noiseShare, window, roughness, decisions, rawRows, isPositionsOnly },
      bin: recording.bin,
      channels: recording.channels,
      smoothing: motion.halfWidth,
      period: recording.period,
      friction: friction.law,
    }),
    ridge: {
      chosenBy: rawRows === 'exact' ? 'rounding' : options.ridge,
      lambda: ridge.lambda,
      degreesOfFreedom: ridge.degreesOfFreedom,
      rows: factored.rows,
      columns: friction.fit.columns.length,
    },
    misfit: gradeMisfit(rawRows !== null ? Math.sqrt(1 + variance / EXACT_SCALE) : variance, {
      ...{ isPositionsOnly, friction: friction.law },
      wasFrictionTried: options.friction !== 'off',
      hasDrive: forces.some(({ kind, z }) => (kind === 'input' || kind === 'harmonic') && Math.abs(z) > SEEN),
      dof: input.dataset.dof,
      usedShare: ridge.degreesOfFreedom / friction.fit.columns.length,
      runsOn: runsOn(motion, input),
      ignoresNoise: rawRows !== null && rawRows !== 'exact',
    }),
    forces,
    laws: friction.laws,
    friction: friction.law,
    massScan,
    samples: { ...recording.samples, outliers },
  };
}

/** True when an angle that was not said to be one goes on for more than a turn and hardly back. */
function runsOn({ pieces }: PreparedMotion, { dataset: { dof }, options }: IdentificationInput): boolean {
  return pieces.some(({ times, smooth }) => {
    const size = smooth.length / times.length;
    return Array.from({ length: dof }, (_, k) => k).some((k) => {
      let path = 0;
      for (let i = size; i < smooth.length; i += size) path += Math.abs(smooth[i + k]! - smooth[i - size + k]!);
      const way = Math.abs(smooth[smooth.length - size + k]! - smooth[k]!);
      return !options.periodic.includes(k) && way > 2 * Math.PI && way > MOSTLY_FORWARD * path;
    });
  });
}

/** Every force that is part of the model, but friction by a network: its columns mean nothing one by one. */
function forceEstimates({ model, friction, motion }: Findings): ForceEstimate[] {
  const { ridge, columns } = friction.fit;
  const energy = energyColumnCount(model);
  const root = ridge.posterior();
  return model.forces.flatMap((force, index) => {
    if (force.kind === 'network-friction' || (friction.law === 'network' && force.kind === 'viscous')) return [];
    const k = energy + index;
    const unit = forceUnit(force, motion.scale, model.dof);
    const deviation = deviationAt(root, columns.length, k);
    return [
      {
        kind: force.kind,
        axis: force.axis,
        label: labelOf(force),
        value: model.coefficients[k]!,
        error: WIDENING * deviation * unit * (needsVelocity(force, motion) ? VELOCITY_WIDENING : 1),
        z: ridge.coefficients()[k]! / deviation,
      },
    ];
  });
}

/** True for friction that is taken from an estimated velocity, whose noise the rows do not know. */
function needsVelocity({ kind }: ForceTerm, { isPositionsOnly }: PreparedMotion): boolean {
  return isPositionsOnly && (kind === 'quadratic' || kind === 'dry');
}

function labelOf(force: Exclude<ForceTerm, { readonly kind: 'network-friction' }>): string {
  switch (force.kind) {
    case 'viscous':
      return 'γ, friction −γ p';
    case 'quadratic':
      return 'friction −c p|p|';
    case 'dry':
      return 'dry friction';
    case 'input':
      return `factor of ${force.name}`;
    case 'harmonic':
      return `${force.phase === 'cos' ? 'cosine' : 'sine'} at ${Number(force.frequency.toPrecision(4))} cycles per unit of time`;
    case 'torque':
      return 'constant torque';
  }
}

function nonlinearityDecision(gain: number): Decision {
  return {
    id: 'nonlinearity',
    sentence:
      gain > NONLINEAR
        ? 'The motion shows more than a quadratic H: the force is not a straight line.'
        : 'Nothing beyond a quadratic H is shown by these data: a linear oscillator explains them as well.',
    statistic: gain,
    threshold: NONLINEAR,
  };
}

function outlierDecision(count: number): Decision[] {
  if (count === 0) return [];
  const sentence = `${count} sample${count === 1 ? ' was' : 's were'} more than four standard deviations off the smoothed curve and left out.`;
  return [{ id: 'outliers', sentence, statistic: count, threshold: 4 }];
}

/** Inputs that the data have and the model has not, when nobody chose so. */
function inputDecision(input: IdentificationInput): Decision[] {
  const { dataset, options } = input;
  if (options.inputs !== 'auto') return [];
  const used = inputsInUse(input).map(({ name }) => name);
  const unused = (dataset.labels.inputs ?? []).filter((name) => !used.includes(name));
  if (unused.length === 0) return [];
  const [one, many] = [`The known input ${unused[0]!} was`, `The known inputs ${unused.join(', ')} were`];
  const why = dataset.dof > 1 ? 'it is not said which coordinate is pushed' : 'a force that never changes is part of H';
  const sentence = `${unused.length === 1 ? one : many} not used: ${why}.`;
  return [{ id: 'inputs', sentence, statistic: null, threshold: null }];
}
