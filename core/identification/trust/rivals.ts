import type { Samples } from '../../datasets/dataset.ts';
import { deviation } from '../../derivatives/index.ts';
import type { PhaseFlow } from '../../phase-space.ts';
import { monomials, valueOf } from '../../pre-test/monomials.ts';
import type { Powers } from '../../pre-test/monomials.ts';
import { denseProblem, solveLeastSquares } from '../../solvers/index.ts';
import type { TrustFacts } from '../report.ts';

/** A simpler model of the same data, which the identified one is measured against. */
export interface Rival {
  readonly id: TrustFacts['rivals'][number]['id'];
  readonly label: string;
  readonly flow: PhaseFlow;
  /** (m) pushes that the flow is under; who follows it writes them as time goes on. */
  readonly pushes: Float64Array;
}

/** What rivals are fitted to: smoothed states [q…, p…] with their rates; for positions only [q…, q̇…] with [q̇…, q̈…]. */
export interface RivalSamples extends Samples {
  /** (count, m) known forces that depend on time alone, as in the identified model; every rate may follow them. Length 0 without any. */
  readonly pushes: Float64Array;
}

/** A term that moves a rate by less than this share of the rate's deviation is left out of the cubic field; friction that matters within some periods stays. */
const THRESHOLD = 0.005;
/** Directions that the data show less than this share are left at zero: on a single orbit many polynomials agree. */
const RIDGE = 1e-6;
/** Of longer data every k-th row is used: a rival has at most some hundred numbers to find. */
const MOST_ROWS = 20_000;
/** Beyond, a cubic field has a thousand terms. */
const MOST_DOF_OF_CUBIC = 4;
/** Terms are left out in rounds, each fitted anew; more rounds than this change nothing. */
const ROUNDS = 10;

/**
 * Fits the rivals. The linear one is ẋ = A x + b, that is damped and, with several degrees of freedom, coupled oscillators about a rest position;
 * the other one a polynomial of degree 3 in all coordinates, without its small terms.
 * @throws CoreError `not-finite` from the solver
 */
export function fitRivals(samples: RivalSamples): readonly Rival[] {
  const linear: Rival = {
    id: 'linear-oscillator',
    label: samples.dof === 1 ? 'Linear oscillator' : 'Coupled linear oscillators',
    ...fitPolynomialField(samples, { degree: 1, threshold: 0 }),
  };
  if (samples.dof > MOST_DOF_OF_CUBIC) return [linear];
  const cubic = fitPolynomialField(samples, { degree: 3, threshold: THRESHOLD });
  return [linear, { id: 'cubic-field', label: 'Cubic polynomial field', ...cubic }];
}

/**
 * Least squares of every rate on the monomials of z = (x − mean)/deviation up to a degree, each rate divided by its deviation. Then, in rounds,
 * terms whose root mean square over the data is below `threshold` leave, and the others are fitted again (sequential thresholding: Brunton,
 * Proctor, Kutz, PNAS 113 (2016) 3932).
 */
export function fitPolynomialField(
  samples: RivalSamples,
  { degree, threshold }: { readonly degree: number; readonly threshold: number },
): Pick<Rival, 'flow' | 'pushes'> {
  const { dof } = samples;
  const pushCount = samples.pushes.length / samples.count;
  const size = 2 * dof;
  const scaling = scalingOf(samples);
  const terms: Powers[] = [Array.from({ length: size }, () => 0), ...monomials(size, degree)];
  const stride = Math.ceil(samples.count / MOST_ROWS);
  const rows = Array.from({ length: Math.ceil(samples.count / stride) }, (_, k) => k * stride);
  const z = new Float64Array(size);
  const columns = Array.from({ length: terms.length + pushCount }, () => new Float64Array(rows.length));
  rows.forEach((row, i) => {
    scale(samples.states.subarray(row * size, (row + 1) * size), scaling, z);
    terms.forEach((powers, j) => (columns[j]![i] = valueOf(powers, z)));
    for (let m = 0; m < pushCount; m++) columns[terms.length + m]![i] = samples.pushes[row * pushCount + m]!;
  });
  const fitted = scaling.rates.map((rate, k) => {
    const target = Float64Array.from(rows, (row) => samples.derivatives[row * size + k]! / rate);
    return sparseFit(columns, target, threshold).map((coefficient) => coefficient * rate);
  });
  const field = new Float64Array(size);
  const pushes = new Float64Array(pushCount);
  const flow: PhaseFlow = {
    ...{ dof, isSeparable: false, gradientRounding: 0 },
    gradient: (x, out) => {
      scale(x, scaling, z);
      field.fill(0);
      terms.forEach((powers, j) => {
        const value = valueOf(powers, z);
        for (let k = 0; k < size; k++) field[k]! += fitted[k]![j]! * value;
      });
      for (let m = 0; m < pushCount; m++) {
        for (let k = 0; k < size; k++) field[k]! += fitted[k]![terms.length + m]! * pushes[m]!;
      }
      for (let k = 0; k < dof; k++) {
        out[k] = -field[dof + k]!;
        out[dof + k] = field[k]!;
      }
    },
  };
  return { flow, pushes };
}

/** Means and deviations of the coordinates, and deviations of the rates; 1 in place of 0. */
interface Scaling {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly rates: readonly number[];
}

function scalingOf({ dof, count, states, derivatives }: Samples): Scaling {
  const channels = Array.from({ length: 2 * dof }, (_, k) => k);
  const columnOf = (values: Float64Array, k: number) =>
    Float64Array.from({ length: count }, (_, i) => values[i * 2 * dof + k]!);
  return {
    means: channels.map((k) => columnOf(states, k).reduce((sum, value) => sum + value / count, 0)),
    deviations: channels.map((k) => deviation(columnOf(states, k)) || 1),
    rates: channels.map((k) => deviation(columnOf(derivatives, k)) || 1),
  };
}

function scale(x: Float64Array, { means, deviations }: Scaling, z: Float64Array): void {
  for (let k = 0; k < z.length; k++) z[k] = (x[k]! - means[k]!) / deviations[k]!;
}

/** @param columns each (n)   @param target (n)   @returns one coefficient per column, 0 for those that were left out */
function sparseFit(columns: readonly Float64Array[], target: Float64Array, threshold: number): Float64Array {
  const sizes = columns.map(rootMeanSquare);
  let kept = columns.map((_, j) => j);
  let coefficients = new Float64Array(columns.length);
  for (let round = 0; round < ROUNDS && kept.length > 0; round++) {
    const fitted = leastSquares(
      kept.map((j) => columns[j]!),
      target,
    );
    coefficients = new Float64Array(columns.length);
    kept.forEach((j, at) => (coefficients[j] = fitted[at]!));
    const large = kept.filter((j) => Math.abs(coefficients[j]!) * sizes[j]! >= threshold);
    if (large.length === kept.length) return coefficients;
    kept = large;
  }
  return kept.length === 0 ? new Float64Array(columns.length) : coefficients;
}

function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array {
  const matrix = new Float64Array(target.length * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < target.length; i++) matrix[i * columns.length + j] = column[i]!;
  });
  return solveLeastSquares(denseProblem(target.length, columns.length, matrix, target), {
    id: 'ridge-qr',
    ridge: RIDGE,
  }).coefficients;
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value * value) / values.length, 0));
}
