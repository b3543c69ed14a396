import { describe, expect, it } from 'vitest';
import { fitPolynomialField, fitRivals } from '../../../core/identification/trust/rivals.ts';
import type { RivalSamples } from '../../../core/identification/trust/rivals.ts';
import { createVectorField } from '../../../core/integrators/vector-field.ts';
import { createRandom } from '../../../core/random.ts';

/** States drawn from [−1, 3]ⁿ, with the rates that `field` gives. */
function drawn(dof: number, count: number, field: (x: readonly number[]) => readonly number[]): RivalSamples {
  const random = createRandom(1, 'rivals');
  const states = Array.from({ length: count }, () => Array.from({ length: 2 * dof }, () => random.uniformIn(-1, 3)));
  return {
    ...{ dof, count },
    states: Float64Array.from(states.flat()),
    derivatives: Float64Array.from(states.flatMap(field)),
    pushes: new Float64Array(0),
  };
}

function fieldAt(flow: Parameters<typeof createVectorField>[0], x: readonly number[]): readonly number[] {
  const out = new Float64Array(x.length);
  createVectorField(flow)(Float64Array.from(x), out);
  return Array.from(out);
}

describe('the linear oscillator', () => {
  it('is found exactly: rest at 2, stiffness 4, friction 0.3', () => {
    const [linear] = fitRivals(drawn(1, 40, ([q, p]) => [p!, -4 * (q! - 2) - 0.3 * p!]));
    expect(linear!.label).toBe('Linear oscillator');
    // The ridge of 1e-6 of the norm moves a solution by about its square.
    const [qRate, pRate] = fieldAt(linear!.flow, [0.5, -1]);
    expect(qRate).toBeCloseTo(-1, 9);
    expect(pRate).toBeCloseTo(6.3, 9);
  });

  it('of two degrees of freedom is coupled', () => {
    const samples = drawn(2, 60, ([a, b, u, v]) => [u!, v!, -a! + 0.5 * b!, -3 * b! + 0.5 * a! - 0.1 * v!]);
    const [linear] = fitRivals(samples);
    expect(linear!.label).toBe('Coupled linear oscillators');
    expect(fieldAt(linear!.flow, [1, 2, -1, 1]).map((rate) => Number(rate.toFixed(9)))).toEqual([-1, 1, 0, -5.6]);
  });

  it('takes a known push into account', () => {
    const free = drawn(1, 40, ([q, p]) => [p!, -q!]);
    const pushes = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const derivatives = free.derivatives.map((rate, i) => (i % 2 === 1 ? rate + 0.7 * pushes[i >> 1]! : rate));
    const [linear] = fitRivals({ ...free, derivatives, pushes });
    linear!.pushes[0] = 2;
    expect(fieldAt(linear!.flow, [1, 0])[1]).toBeCloseTo(-1 + 1.4, 9);
  });

  it('cannot follow a cubic force', () => {
    const [linear] = fitRivals(drawn(1, 60, ([q, p]) => [p!, -(q! ** 3)]));
    expect(Math.abs(fieldAt(linear!.flow, [3, 0])[1]! + 27)).toBeGreaterThan(3);
  });
});

describe('the cubic field', () => {
  it('finds a Duffing oscillator with friction, up to a constant below the threshold', () => {
    const cubic = fitRivals(drawn(1, 60, ([q, p]) => [p!, q! - q! ** 3 - 0.1 * p!]))[1]!;
    expect(cubic.id).toBe('cubic-field');
    const [qRate, pRate] = fieldAt(cubic.flow, [2.5, -0.7]);
    expect(qRate).toBeCloseTo(-0.7, 2);
    expect(pRate).toBeCloseTo(2.5 - 2.5 ** 3 + 0.07, 2);
  });

  it('leaves terms out that move a rate by less than the threshold', () => {
    // Both coordinates have mean 0 and the same deviation, so the friction of 0.001 is a share of about 0.001 of the rate.
    const states = Float64Array.of(-1, -1, -1, 1, 1, -1, 1, 1, -2, 0, 2, 0, 0, -2, 0, 2);
    const derivatives = states.map((_, i) => (i % 2 === 0 ? states[i + 1]! : -states[i - 1]! - 0.001 * states[i]!));
    const samples = { dof: 1, count: 8, states, derivatives, pushes: new Float64Array(0) };
    const sparse = fitPolynomialField(samples, { degree: 1, threshold: 0.005 });
    expect(fieldAt(sparse.flow, [0, 1])[1]).toBeCloseTo(0, 12);
    const full = fitPolynomialField(samples, { degree: 1, threshold: 0 });
    expect(fieldAt(full.flow, [0, 1])[1]).toBeCloseTo(-0.001, 9);
  });

  it('is not tried beyond four degrees of freedom', () => {
    const five = drawn(5, 30, (x) => x);
    expect(fitRivals(five).map(({ id }) => id)).toEqual(['linear-oscillator']);
  });
});
