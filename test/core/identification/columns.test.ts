import { describe, expect, test } from 'vitest';
import { accelerationColumns, energyColumns, fieldColumns } from '../../../core/network/identified-columns.ts';
import { energyHessians, fieldJacobians } from '../../../core/network/identified-jacobians.ts';
import { energiesOf, identifiedFlow } from '../../../core/network/index.ts';
import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian, Moment } from '../../../core/network/index.ts';
import { EXAMPLE, FORCES, TERMS } from '../identified-example.ts';

/** Two states of [q₁, q₂, p₁, p₂], at times and inputs of their own. */
const STATES = Float64Array.of(0.8, -1.1, 0.6, -0.5, -0.3, 2.4, -0.04, 0.9);
const TIMES = Float64Array.of(1.9, 4.2);
const INPUTS = Float64Array.of(20, 30, -7, 5);
const POINTS = { states: STATES, times: TIMES, inputs: INPUTS };

/** Three neurons that see q₂ as an angle, with other terms and forces. */
function modelOf(terms: readonly EnergyTerm[], forces: readonly ForceTerm[], width = 3): IdentifiedHamiltonian {
  const coefficients = Float64Array.from({ length: width + terms.length + forces.length }, (_, i) =>
    Math.cos(2 * i + 1),
  );
  return { ...EXAMPLE, width, terms, forces, coefficients };
}

/** With masses neurons and terms see positions alone. */
const POSITIONS: IdentifiedHamiltonian = {
  ...modelOf(
    [TERMS[0]!, TERMS[4]!, TERMS[5]!],
    FORCES.filter(({ kind }) => kind !== 'network-friction'),
  ),
  inputs: EXAMPLE.inputs.slice(0, 3),
  weights: EXAMPLE.weights.slice(0, 9),
};

const KINDS: readonly (readonly [string, IdentifiedHamiltonian])[] = [
  ['neurons that see an angle', modelOf([], [])],
  ...TERMS.map((term) => [term.kind, modelOf([term], [], 0)] as const),
  ...FORCES.map((force) => [force.kind, modelOf([], [force], 0)] as const),
  ['everything', EXAMPLE],
  ['positions', POSITIONS],
];
const MASSES = [0.5, 3];

/** ẋ of a model at one state and moment. */
function fieldAt(model: IdentifiedHamiltonian, x: Float64Array, moment: Moment): number[] {
  const gradient = new Float64Array(4);
  identifiedFlow(model, moment).gradient(x, gradient);
  return [gradient[2]!, gradient[3]!, -gradient[0]!, -gradient[1]!];
}

function momentOf(sample: number): Moment {
  return { time: TIMES[sample]!, inputs: INPUTS.subarray(2 * sample, 2 * sample + 2) };
}

/** Slopes of a function of a state by differences of the fourth order: ∂f_a/∂x_b at [a · 4 + b]. */
function slopes(f: (x: Float64Array) => readonly number[], x: Float64Array): number[] {
  const h = 1e-3;
  const columns = Array.from(x, (_, b) => {
    const at = (shift: number) => f(x.map((value, k) => (k === b ? value + shift * h : value)));
    const [far, near, back, behind] = [at(2), at(1), at(-1), at(-2)];
    return near.map((value, a) => (8 * (value - back[a]!) - (far[a]! - behind[a]!)) / (12 * h));
  });
  return columns[0]!.flatMap((_, a) => columns.map((column) => column[a]!));
}

function expectClose(actual: readonly number[], expected: readonly number[], most: number): void {
  expect(actual).toHaveLength(expected.length);
  expect(Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)))).toBeLessThan(most);
}

/** Rows of a matrix times the coefficients of a model. */
function times(values: Float64Array, coefficients: Float64Array, rows: number): number[] {
  const n = coefficients.length;
  return Array.from({ length: rows }, (_, row) =>
    coefficients.reduce((sum, value, j) => sum + value * values[row * n + j]!, 0),
  );
}

/** The samples with their moments. */
const SAMPLES = [0, 1].map((i) => ({ x: STATES.subarray(4 * i, 4 * i + 4), moment: momentOf(i) }));

describe.each(KINDS)('columns of %s', (_, model) => {
  test('times the coefficients are the energy and the field', () => {
    const energies = energiesOf({ ...model, constant: 0 }, STATES, 2)!;
    const ofEnergy = model.coefficients.slice(0, model.coefficients.length - model.forces.length);
    expectClose(times(energyColumns(model, STATES, 2), ofEnergy, 2), [...energies], 1e-13);
    const expected = SAMPLES.flatMap(({ x, moment }) => fieldAt(model, x, moment));
    expectClose(times(fieldColumns(model, POINTS), model.coefficients, 8), expected, 1e-12);
  });

  test('have the Jacobian of differences of the field', () => {
    const expected = SAMPLES.flatMap(({ x, moment }) => slopes((at) => fieldAt(model, at, moment), x));
    // The step of dry friction is 0.05 wide: there differences of the fourth order are off by 1e-4.
    expectClose([...fieldJacobians(model, STATES, 2)], expected, 1e-3);
    const smooth = {
      ...model,
      forces: [],
      coefficients: model.coefficients.slice(0, model.width + model.terms.length),
    };
    const conservative = SAMPLES.flatMap(({ x, moment }) => slopes((at) => fieldAt(smooth, at, moment), x));
    expectClose([...fieldJacobians(smooth, STATES, 2)], conservative, 1e-9);
  });

  test('have a symmetric Hessian', () => {
    const hessians = energyHessians(model, STATES, 2);
    const turned = hessians.map((_value, at) => hessians[(at & 16) + (at % 4) * 4 + ((at >> 2) % 4)]!);
    expectClose([...hessians], [...turned], 1e-14);
  });
});

test('accelerations are those of the field of a model with masses, without what neurons see of momenta', () => {
  const model = { ...POSITIONS, masses: MASSES };
  const expected = SAMPLES.flatMap(({ x, moment }) =>
    fieldAt(model, x, moment)
      .slice(2)
      .map((force, k) => force / MASSES[k]!),
  );
  expectClose(times(accelerationColumns(model, POINTS), model.coefficients, 4), expected, 1e-12);
});

test('masses add p/m to the field that the columns make', () => {
  const [one] = SAMPLES;
  const [v1, v2] = fieldAt({ ...POSITIONS, masses: MASSES }, one!.x, one!.moment);
  const [w1, w2] = fieldAt(POSITIONS, one!.x, one!.moment);
  expectClose([v1! - w1!, v2! - w2!], [0.6 / 0.5, -0.5 / 3], 1e-14);
});
