import { describe, expect, test } from 'vitest';
import { chooseScale, inDataUnits, scalePiece } from '../../../core/identification/scale.ts';
import { energiesOf, identifiedFlow } from '../../../core/network/index.ts';
import type { IdentifiedHamiltonian, Moment } from '../../../core/network/index.ts';
import { EXAMPLE, FORCES, TERMS } from '../identified-example.ts';

/** q₂ is an angle; times, lengths and inputs have units of their own. */
const ofStates = chooseScale({
  period: 7.7,
  deviations: Float64Array.of(12, 1.4, 0.03, 250),
  dof: 2,
  periodic: [1],
  masses: null,
  inputDeviations: [3, 40],
});
const ofPositions = chooseScale({
  period: 7.7,
  deviations: Float64Array.of(12, 1.4),
  dof: 2,
  periodic: [1],
  masses: [0.2, 5],
  inputDeviations: [3, 40],
});

const STATE = Float64Array.of(0.8, -1.1, 0.6, -0.5);
const TIME = 1.9;
const INPUTS = Float64Array.of(0.7, -1.3);

/** Exponentials, cosines and sines of a coordinate of a model in the units of the scale undo its unit. */
const MODELS: readonly (readonly [string, IdentifiedHamiltonian])[] = [
  ['neurons', { ...EXAMPLE, terms: [], forces: [], coefficients: EXAMPLE.coefficients.slice(0, 3) }],
  ...TERMS.map((term) => [term.kind, only({ terms: [term] })] as const),
  ...FORCES.map((force) => [force.kind, only({ forces: [force] })] as const),
  ['everything', EXAMPLE],
];

function only(part: Partial<Pick<IdentifiedHamiltonian, 'terms' | 'forces'>>): IdentifiedHamiltonian {
  return { ...EXAMPLE, width: 0, terms: [], forces: [], ...part, coefficients: Float64Array.of(0.6) };
}

function fieldAt(model: IdentifiedHamiltonian, x: Float64Array, moment: Moment): number[] {
  const gradient = new Float64Array(4);
  identifiedFlow(model, moment).gradient(x, gradient);
  return [gradient[2]!, gradient[3]!, -gradient[0]!, -gradient[1]!];
}

describe.each([
  ['states', ofStates],
  ['positions', ofPositions],
] as const)('units of %s', (_, scale) => {
  const { rate, units, energy, inputs, masses } = scale;
  const inUnits = STATE.map((value, k) => value * units[k]!);
  const moment = { time: TIME, inputs: INPUTS };
  const momentInUnits = { time: TIME / rate, inputs: INPUTS.map((value, k) => value * inputs[k]!) };

  test.each(MODELS)(
    'change the field of %s by the units of a rate, and its energy by that of an energy',
    (_kind, one) => {
      const model = { ...one, masses };
      const { model: other } = inDataUnits(model, null, scale);
      const expected = fieldAt(model, STATE, moment).map((value, k) => value * units[k]! * rate);
      fieldAt(other, inUnits, momentInUnits).forEach((value, k) => {
        expect(value / expected[k]! || 1).toBeCloseTo(1, 11);
        expect(Math.abs(value - expected[k]!)).toBeLessThanOrEqual(1e-11 * Math.abs(expected[k]!));
      });
      const [before] = energiesOf(model, STATE, 1)!;
      expect(energiesOf(other, inUnits, 1)![0]! / (before! * energy)).toBeCloseTo(1, 11);
    },
  );

  test('leave every product of a coordinate and its momentum one action', () => {
    const [a, b, c, d] = units;
    expect((a! * c!) / (b! * d!)).toBeCloseTo(1, 13);
    expect((energy / (a! * c!)) * rate ** -1).toBeCloseTo(1, 13);
    expect(rate).toBeCloseTo((2 * Math.PI) / 7.7, 14);
    expect(b).toBe(1);
  });

  test('change samples of the posterior as the coefficients', () => {
    const n = EXAMPLE.coefficients.length;
    const factor = Float64Array.from({ length: n * n }, (_value, at) => Math.sin(at));
    const before = EXAMPLE.coefficients;
    const drawn = before.map((value, i) => value + factor[i * n + 4]!);
    const changed = inDataUnits({ ...EXAMPLE, masses }, { factor }, scale);
    const expected = inDataUnits({ ...EXAMPLE, masses, coefficients: drawn }, null, scale).model.coefficients;
    expected.forEach((value, i) => {
      expect((changed.model.coefficients[i]! + changed.posterior!.factor[i * n + 4]!) / value).toBeCloseTo(1, 12);
    });
  });
});

test('masses in the units of the data are those that were given', () => {
  const { model } = inDataUnits({ ...EXAMPLE, masses: ofPositions.masses }, null, ofPositions);
  expect(model.masses![0]).toBeCloseTo(0.2, 14);
  expect(model.masses![1]).toBeCloseTo(5, 13);
});

test('a piece is divided by the units, its rates by those of a rate', () => {
  const one = Float64Array.of(12, 2.8, 0.03, 250);
  const inputs = Float64Array.of(3, 40);
  const piece = { trajectory: 4, times: Float64Array.of(7.7), measured: one, smooth: one, rates: one, inputs };
  const scaled = scalePiece(piece, ofStates);
  expect(scaled.trajectory).toBe(4);
  expect(scaled.times[0]).toBeCloseTo(2 * Math.PI, 14);
  expect([...scaled.inputs]).toEqual([1, 1]);
  expect(scaled.smooth).toEqual(scaled.measured);
  scaled.measured.forEach((value, k) => {
    expect(value).toBeCloseTo(one[k]! / ofStates.units[k]!, 12);
    expect(scaled.rates[k]).toBeCloseTo(value / ofStates.rate, 12);
  });
});
