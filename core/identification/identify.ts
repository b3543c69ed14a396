import { median } from '../derivatives/index.ts';
import { rowTypes } from '../fit/rows/index.ts';
import type { RowType, SmoothedPiece } from '../fit/rows/index.ts';
import type { RidgeRule } from '../fit/ridge/choose-ridge.ts';
import { hamiltonianOf } from '../network/flow-of-model.ts';
import { energyColumnCount } from '../network/identified-columns.ts';
import type { IdentifiedHamiltonian } from '../network/identified-hamiltonian.ts';
import { chooseForces } from './choose-forces.ts';
import { collectFacts } from './collect-facts.ts';
import { basisDrawer } from './draw-basis.ts';
import type { PriorBasis } from './draw-basis.ts';
import { findFriction } from './find-friction.ts';
import type { Identification, IdentificationInput, Posterior } from './identification.ts';
import { varianceOn } from './misfit.ts';
import { bestRows, rowFits } from './row-fits.ts';
import type { RowChoice } from './row-fits.ts';
import { prepareMotion } from './prepare-motion.ts';
import type { PreparedMotion } from './prepare-motion.ts';
import { inDataUnits } from './scale.ts';
import { scanMasses } from './scan-masses.ts';
import { factorRows, fitWith, modelOf, rowSources, splitIntoWindows, statesOf } from './solve.ts';
import type { Factored, PartialFit, RowPlan } from './solve.ts';

/** Scales of the weights that are tried, per standard deviation of the data; and the one of the first solve. */
const ROUGHNESS = [0.125, 0.25, 0.5, 1];
const FIRST_ROUGHNESS = 0.25;
/** Length of a window in periods, by default; short where the linearisation must not reach far. */
const WINDOW = 3;
const SHORT_WINDOW = 1;
const MOST_NOISE_OF_LONG_WINDOW = 0.1;
/** Standard deviations of the posterior are too small by so much: with it 90 % bands cover 83 to 99 % (noise.md §7). */
const WIDENING = 1.3;
/** Share of rounding in the ridge of exact rows: λ = (ε ‖A‖)². */
const ROUNDING = Number.EPSILON;

/**
 * Identifies Ĥ and the friction beside it from measured motion, by two linear solves: the first, on smoothed derivatives (for positions only on double
 * integrals), gives the Jacobians that make the covariance of the second one's rows known; see `whitenedBlock`. Ridge and roughness by evidence on
 * identical rows; friction by a test. A ratio of masses that was asked for and is seen becomes that of the model. Same input, same bits; the order of the trajectories does not matter.
 * @throws CoreError `too-few-rows`, `nothing-to-learn`, `bad-argument`, `missing-column`, `not-finite`
 */
export function identify(input: IdentificationInput): Identification {
  const first = identifyOnce(input);
  const { massScan } = first.facts;
  if (massScan === null || massScan.best === null) return first;
  // Rows whitened with the masses that were found: those of other masses lean towards these.
  const [reference, ...others] = first.model.masses!;
  const masses = [
    reference!,
    ...others.map((mass, k) => (k + 1 === massScan.axis ? massScan.best!.value * reference! : mass)),
  ];
  return identifyOnce({ ...input, options: { ...input.options, masses } });
}

function identifyOnce(input: IdentificationInput): Identification {
  const { options, seed, width, team, report = () => undefined } = input;
  const motion = prepareMotion(input);
  report(0.1);
  const { scale, scaled, isPositionsOnly, rawRows } = motion;
  const isExact = rawRows !== null;
  const { masses } = scale;
  const { dof } = input.dataset;
  const states = stack(scaled.map((piece) => statesOf(piece.smooth, piece, masses)));
  const seenInputs = (isPositionsOnly ? dof : 2 * dof) + options.periodic.length;
  const columns = chooseForces(input, scale, momentumDeviations(states, dof), seenInputs);
  const draw = basisDrawer({
    ...{ dof, states, masses, seed },
    width: options.hasNetwork ? width : 0,
    periodic: options.periodic,
    library: options.library,
    units: scale.units,
    forces: columns.forces,
  });
  const viscous = columns.lawOf.flatMap((law, index) => (law === 'viscous' || law === 'network' ? [index] : []));
  const always = [...columns.fixed, ...viscous];

  const rowType = finalRows(input, motion);
  const earlier = isExact ? null : firstFit(motion, draw(options.roughness ?? FIRST_ROUGHNESS), always, input);
  report(0.4);
  const fitAt = rowFits((window, roughness) => {
    const plan = planRows(motion, rowType, window, earlier);
    const drawn = draw(roughness);
    const factored = factorRows(drawn, plan, team);
    return { window, roughness, plan, drawn, factored, rule: rawRows === 'exact' ? rounding(factored) : options.ridge };
  });
  const choice = rowChoice(input, motion, rowType);
  const withFriction = bestRows(fitAt, always, choice);
  const without = bestRows(fitAt, columns.fixed, { ...choice, window: withFriction.window, shorter: null });
  report(0.8);
  const friction = findFriction({ withFriction, without }, columns, { ...options, names: input.dataset.labels.q });
  const { factored, rule, roughness, drawn, plan, window } = friction.rows;
  const massScan = options.isMassRatioSought
    ? scanMasses(
        { columns: drawn, plan, forces: friction.fit.forces, rule, axis: 1, ...(team && { team }) },
        massRatio(motion),
      )
    : null;
  report(0.9);

  const { fit } = friction;
  const found = modelOf(factored, fit);
  const model = { ...found, constant: -hamiltonianOf(found)!.value(states.subarray(0, 2 * dof)) };
  const variance = isExact
    ? relativeResidual(factored, fit)
    : hasWhitenedRows(rowType)
      ? fit.ridge.variance
      : varianceOn(factorRows(drawn, planRows(motion, whitenedType(isPositionsOnly), SHORT_WINDOW, model), team), fit);
  const posterior: Posterior | null =
    !isExact && hasWhitenedRows(rowType) ? { factor: fit.ridge.posterior().map((value) => WIDENING * value) } : null;
  const inUnits = inDataUnits(model, posterior, scale);
  const straight = fitWith(
    factored,
    fit.forces,
    rule,
    (column) => column >= model.width && isPolynomial(model, column),
  );
  report(1);
  return {
    ...inUnits,
    facts: collectFacts({
      ...{ input, motion, friction, factored, rowType, roughness, massScan, variance },
      window: Number.isFinite(window)
        ? median(plan.sources.map(({ piece }) => lengthOf(piece))) / (2 * Math.PI)
        : Infinity,
      model: inUnits.model,
      nonlinearity: straight.ridge.evidence - fit.ridge.evidence,
    }),
    pieces: motion.pieces,
    diagnostics: {
      rows: factored.rows,
      columns: fit.columns.length,
      rankEstimate: Math.round(fit.ridge.degreesOfFreedom),
      conditionEstimate: conditionOf(factored),
      residualNorm: Math.sqrt(fit.ridge.residualSquare),
      coefficientNorm: Math.hypot(...fit.ridge.coefficients()),
      regularisation: Math.sqrt(fit.ridge.lambda),
      iterations: 0,
      optimality: 0,
      parts: null,
    },
  };
}

/** The first solve: smoothed derivatives, or double integrals over one period for positions only. */
function firstFit(
  motion: PreparedMotion,
  drawn: PriorBasis,
  forces: readonly number[],
  { team }: IdentificationInput,
): IdentifiedHamiltonian {
  const rowType = motion.isPositionsOnly ? rowTypes.get('double-integral') : rowTypes.get('smoothed');
  const plan = planRows(motion, rowType, motion.isPositionsOnly ? SHORT_WINDOW : Infinity, null);
  const factored = factorRows(drawn, plan, team);
  return modelOf(factored, fitWith(factored, forces, 'evidence'));
}

function planRows(
  { scaled, scale, weights }: PreparedMotion,
  rowType: RowType,
  window: number,
  earlier: IdentifiedHamiltonian | null,
): RowPlan {
  const length = 2 * Math.PI * window;
  const windows: readonly SmoothedPiece[] = Number.isFinite(length)
    ? scaled.flatMap((piece) => splitIntoWindows(piece, length, rowType.minSamples))
    : scaled;
  return {
    ...{ rowType, noise: weights },
    friction: earlier === null ? [] : viscousCoefficients(earlier),
    sources: rowSources(windows, rowType, scale.masses, earlier),
  };
}

function viscousCoefficients(model: IdentifiedHamiltonian): number[] {
  const energy = energyColumnCount(model);
  return Array.from({ length: model.dof }, (_, axis) => {
    const index = model.forces.findIndex((force) => force.kind === 'viscous' && force.axis === axis);
    return index < 0 ? 0 : model.coefficients[energy + index]!;
  });
}

function finalRows({ options }: IdentificationInput, { rawRows, isPositionsOnly }: PreparedMotion): RowType {
  if (options.rows !== 'auto') return rowTypes.get(options.rows);
  return rawRows === 'exact' ? rowTypes.get('exact') : whitenedType(isPositionsOnly);
}

function whitenedType(isPositionsOnly: boolean): RowType {
  return rowTypes.get(isPositionsOnly ? 'double-integral' : 'whitened');
}

function hasWindows(rowType: RowType): boolean {
  return hasWhitenedRows(rowType) || rowType.id === 'integral';
}

function hasWhitenedRows({ id }: RowType): boolean {
  return id === 'whitened' || id === 'double-integral';
}

/** Given knobs stay as they are. Of positions alone evidence takes rougher features than serve the force, see docs/design/0009. */
function rowChoice(
  { options, dataset }: IdentificationInput,
  { noiseShare, isPositionsOnly }: PreparedMotion,
  rowType: RowType,
): RowChoice {
  const isLong = dataset.dof === 1 && Math.max(...noiseShare) <= MOST_NOISE_OF_LONG_WINDOW;
  const first = options.roughness ?? FIRST_ROUGHNESS;
  const isRoughnessFound = options.roughness === null && options.hasNetwork && !isPositionsOnly;
  return {
    window: hasWindows(rowType) ? (options.window ?? (isLong ? WINDOW : SHORT_WINDOW)) : Infinity,
    shorter: hasWindows(rowType) && options.window === null ? SHORT_WINDOW : null,
    roughness: isRoughnessFound ? ROUGHNESS : [first],
    first,
  };
}

function rounding({ factor }: Factored): RidgeRule {
  return { lambda: (ROUNDING * Math.hypot(...factor)) ** 2 };
}

/** ‖A c − b‖²/‖b‖² of exact rows. */
function relativeResidual({ factor }: Factored, { ridge }: PartialFit): number {
  const order = Math.round(Math.sqrt(factor.length));
  let square = 0;
  for (let i = 0; i < order; i++) square += factor[i * order + order - 1]! ** 2;
  return ridge.residualSquare / square;
}

/** Ratio of the largest to the smallest diagonal entry of R. */
function conditionOf({ factor, basis }: Factored): number {
  const columns = energyColumnCount(basis) + basis.forces.length;
  const diagonal = Array.from({ length: columns }, (_, k) => Math.abs(factor[k * (columns + 2)]!));
  const smallest = Math.min(...diagonal);
  return smallest === 0 ? Number.MAX_VALUE : Math.max(...diagonal) / smallest;
}

function isPolynomial({ terms, width, forces, coefficients }: IdentifiedHamiltonian, column: number): boolean {
  const term = terms[column - width];
  return column < coefficients.length - forces.length && (term?.kind === 'linear' || term?.kind === 'product');
}

/** Ratio of the second mass to the first in the units of the data. */
function massRatio({ scale: { masses, units } }: PreparedMotion): number {
  return (masses![1]! * units[0]! ** 2) / (masses![0]! * units[1]! ** 2);
}

function momentumDeviations(states: Float64Array, dof: number): number[] {
  const size = 2 * dof;
  const count = states.length / size;
  return Array.from({ length: dof }, (_, axis) => {
    let [mean, square] = [0, 0];
    for (let i = dof + axis; i < states.length; i += size) mean += states[i]! / count;
    for (let i = dof + axis; i < states.length; i += size) square += (states[i]! - mean) ** 2 / count;
    return Math.sqrt(square);
  });
}

function lengthOf({ times }: SmoothedPiece): number {
  return times.at(-1)! - times[0]!;
}

function stack(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
