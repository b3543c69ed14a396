import { describe, expect, test } from 'vitest';
import { integrateAdaptive, integrateSteps, integrators } from '../../core/integrators/index.ts';
import {
  drivenFlow,
  energiesOf,
  evaluateField,
  flowOf,
  fromExtended,
  hasDrive,
  hasForces,
  hamiltonianOf,
  identifiedFlow,
  planeEnergies,
  planeStates,
  toExtended,
} from '../../core/network/index.ts';
import type { EnergyTerm, ForceTerm, IdentifiedHamiltonian } from '../../core/network/index.ts';
import type { HamiltonianFunction, PhaseFlow } from '../../core/phase-space.ts';
import { EXAMPLE, FORCES, oscillator, TERMS } from './identified-example.ts';

const STATE = Float64Array.of(0.8, -1.1, 0.6, -0.5);
const NO_DRIVE = { times: new Float64Array(), inputs: new Float64Array() };
const TIGHT = { relativeTolerance: 1e-12, absoluteTolerance: 1e-12 };

/** The example with other columns. */
function withColumns(terms: readonly EnergyTerm[], forces: readonly ForceTerm[]): IdentifiedHamiltonian {
  const coefficients = Float64Array.from({ length: 3 + terms.length + forces.length }, (_, i) => 1 / (i + 2));
  return { ...EXAMPLE, terms, forces, coefficients };
}

function gradientOf(flow: PhaseFlow, x: Float64Array): number[] {
  const out = new Float64Array(x.length);
  flow.gradient(x, out);
  return [...out];
}

/** Central differences; h⁴-terms are below 1e-9 for the smooth functions here. */
function slopesOf(energy: HamiltonianFunction, x: Float64Array): number[] {
  return Array.from(x, (_, k) => {
    const [plus, minus] = [x.slice(), x.slice()];
    plus[k]! += 1e-5;
    minus[k]! -= 1e-5;
    return (energy.value(plus) - energy.value(minus)) / 2e-5;
  });
}

function expectClose(actual: Iterable<number>, expected: Iterable<number>, most: number): void {
  const differences = Array.from(expected).map((value, i) => Math.abs(value - [...actual][i]!));
  expect(Math.max(...differences)).toBeLessThan(most);
}

describe('the energy', () => {
  test('is kinetic energy, neurons, terms and constant, the coefficients in this order', () => {
    const model: IdentifiedHamiltonian = {
      ...oscillator([{ kind: 'viscous', axis: 0 }], [7]),
      width: 1,
      inputs: [{ kind: 'scaled', coordinate: 0, centre: 1, scale: 2 }],
      weights: Float64Array.of(3),
      biases: Float64Array.of(0.5),
      masses: [4],
      coefficients: Float64Array.of(10, 100, 7),
      constant: 1000,
    };
    const x = Float64Array.of(2, 6);
    // z = (2 − 1)/2, so the neuron sees 3 · 0.5 + 0.5.
    expect(hamiltonianOf(model)!.value(x)).toBeCloseTo(36 / 8 + 10 * Math.tanh(2) + (100 * 4) / 2 + 1000, 10);
    const force = 10 * (1 - Math.tanh(2) ** 2) * 1.5 + 100 * 2;
    expectClose(gradientOf(hamiltonianOf(model)!, x), [force, 6 / 4], 1e-10);
    expectClose(gradientOf(flowOf(model), x), [force + 7 * 6, 6 / 4], 1e-10);
  });

  test.each([...TERMS.map((term) => [term]), TERMS])(
    'has the gradient of central differences with $kind',
    (...terms) => {
      const energy = hamiltonianOf(withColumns(terms, []))!;
      expectClose(gradientOf(energy, STATE), slopesOf(energy, STATE), 1e-8);
    },
  );

  test('has a kinetic part in its gradient when the masses are given', () => {
    const energy = hamiltonianOf({ ...EXAMPLE, masses: [0.5, 3] })!;
    expectClose(gradientOf(energy, STATE), slopesOf(energy, STATE), 1e-8);
  });

  test('comes back unchanged after a full turn of an angle', () => {
    const energy = hamiltonianOf({ ...EXAMPLE, terms: [], coefficients: Float64Array.of(1, 2, 3) })!;
    const turned = STATE.slice();
    turned[1]! += 2 * Math.PI;
    expect(energy.value(turned)).toBeCloseTo(energy.value(STATE), 13);
  });

  test('is conserved along a motion without forces', () => {
    const model = withColumns([...TERMS.slice(1, 3), TERMS[4]!], []);
    const bound = { ...model, masses: [1, 2] };
    const motion = integrateAdaptive({ flow: flowOf(bound), start: STATE }, Float64Array.of(0, 1, 2, 3), TIGHT);
    const energies = energiesOf(bound, motion.states, 4)!;
    expect(motion.end).toBe('complete');
    expectClose(energies, energies.slice().fill(energies[0]!), 1e-10);
  });

  test('and the field are the same for many states, one state and a plane', () => {
    const grid = { state: STATE, axis: 1, q: Float64Array.of(-1, 0, 2), p: Float64Array.of(0.5, 1) };
    const states = planeStates(grid);
    const energies = energiesOf(EXAMPLE, states, 6)!;
    const one = hamiltonianOf(EXAMPLE)!;
    expect([...energies]).toEqual([0, 1, 2, 3, 4, 5].map((i) => one.value(states.subarray(4 * i, 4 * i + 4))));
    expect(planeEnergies(EXAMPLE, grid)).toEqual(energies);
    const [a, b, c, d] = gradientOf(identifiedFlow(EXAMPLE), STATE);
    expect([...evaluateField(EXAMPLE, STATE, 1)]).toEqual([c, d, -a!, -b!]);
  });
});

describe('a force', () => {
  const [q1, q2, p1, p2] = STATE;
  const seen = 0.3 * ((q1! - 0.3) / 1.2) - 0.5 * Math.cos(q2!) + 0.2 * Math.sin(q2!);
  const friction = Math.tanh(seen + 0.1 * ((p1! + 0.1) / 0.9) + 0.4 * (p2! / 2.5) + 0.25);
  const angle = 2 * Math.PI * 0.4 * 1.9;
  const expected = [-p1!, p2! ** 2, -Math.tanh(p1! / 0.05), -p2! * friction, 30, Math.cos(angle), Math.sin(angle), 1];

  test.each(FORCES.map((force, l) => [force.kind, force, expected[l]!] as const))(
    '%s acts on the momentum of its axis alone, as its formula says',
    (_kind, force, value) => {
      const model = withColumns([], [force]);
      const still = gradientOf(hamiltonianOf(model)!, STATE);
      const moved = gradientOf(identifiedFlow(model, { time: 1.9, inputs: Float64Array.of(20, 30) }), STATE);
      still[force.axis]! -= value / 5;
      expectClose(moved, still, 1e-14);
    },
  );

  test('that depends on time is left out of the motion without drive', () => {
    const model = withColumns([], FORCES.slice(4, 7));
    expect(gradientOf(flowOf(model), STATE)).toEqual(gradientOf(hamiltonianOf(model)!, STATE));
  });

  test('takes from the energy Σ ∂Ĥ/∂p · force along a damped motion', () => {
    const model = { ...withColumns(TERMS.slice(1, 3), FORCES.slice(0, 4)), masses: [1, 2] };
    const [energy, flow] = [hamiltonianOf(model)!, flowOf(model)];
    const h = 1e-3;
    const { states } = integrateAdaptive({ flow, start: STATE }, Float64Array.of(0, h, 2 * h), TIGHT);
    const [before, middle, after] = [0, 4, 8].map((at) => states.subarray(at, at + 4));
    const slopes = gradientOf(energy, middle!);
    const loss = gradientOf(flow, middle!).map((withForce, k) => withForce - slopes[k]!);
    const power = -(loss[0]! * slopes[2]! + loss[1]! * slopes[3]!);
    expect(power).toBeLessThan(-0.1);
    // h² times a third derivative of order one.
    expect(Math.abs((energy.value(after!) - energy.value(before!)) / (2 * h) - power)).toBeLessThan(1e-5);
  });

  test.each<[ForceTerm['kind'], boolean]>([
    ['viscous', false],
    ['quadratic', false],
    ['dry', false],
    ['network-friction', false],
    ['input', true],
    ['harmonic', true],
    ['torque', true],
  ])('of the kind %s leaves a flow with masses separable: %s', (kind, isSeparable) => {
    const force = FORCES.find((one) => one.kind === kind)!;
    const model = { ...withColumns([], [force]), masses: [1, 2] };
    expect(identifiedFlow(model).isSeparable).toBe(isSeparable);
    expect(identifiedFlow({ ...model, masses: null }).isSeparable).toBe(false);
    expect(hamiltonianOf(model)!.isSeparable).toBe(true);
    expect([hasForces(model), hasDrive(model)]).toEqual([true, kind === 'input' || kind === 'harmonic']);
  });
});

describe('the driven flow', () => {
  const frequency = 0.3;
  const omega = 2 * Math.PI * frequency;
  const cosine = oscillator([{ kind: 'harmonic', axis: 0, frequency, phase: 'cos' }], [0.5]);
  /** From rest at t = 0: q(t) = F/(1 − Ω²) (cos Ωt − cos t). */
  const swing = (t: number) => (0.5 / (1 - omega ** 2)) * (Math.cos(omega * t) - Math.cos(t));

  // Bounds are C hⁿ with n the order, C about one, the phase of an oscillator after three units of time.
  test.each([
    ['dop853', 1e-12],
    ['rk4', 1e-6],
    ['stormer-verlet', 1e-3],
    ['implicit-midpoint', 1e-3],
    ['symplectic-euler', 0.05],
  ])('of an oscillator with a harmonic force is followed by %s to the closed form', (id, most) => {
    const flow = drivenFlow(cosine, NO_DRIVE);
    const start = toExtended(Float64Array.of(0, 0), 0);
    const motion = integrateSteps({ integrator: integrators.get(id), flow, start }, { stepSize: 0.03, steps: 100 });
    const states = fromExtended(motion.states, 1);
    expectClose([states[200]!], [swing(3)], most);
    expect(motion.states[401]).toBeCloseTo(3, 12);
  });

  test('knows the time at which it starts', () => {
    const sine = oscillator([{ kind: 'harmonic', axis: 0, frequency, phase: 'sin' }], [0.5]);
    const quarter = 0.25 / frequency;
    const [early, late] = [
      gradientOf(drivenFlow(cosine, NO_DRIVE), toExtended(Float64Array.of(1, 2), 1)),
      gradientOf(drivenFlow(sine, NO_DRIVE), toExtended(Float64Array.of(1, 2), 1 + quarter)),
    ];
    expectClose(early, late, 1e-14);
  });

  test('reads inputs linearly in time, and holds the ends', () => {
    const model = oscillator([{ kind: 'input', axis: 0, input: 1, name: 'motor' }], [2]);
    const drive = { times: Float64Array.of(1, 2, 4), inputs: Float64Array.of(9, 10, 9, 20, 9, 1) };
    const flow = drivenFlow(model, drive);
    const forceAt = (t: number) => -gradientOf(flow, toExtended(Float64Array.of(0, 0), t))[0]!;
    expect([0, 1, 1.25, 2, 3.5, 4, 7].map(forceAt)).toEqual([20, 20, 25, 40, 11.5, 2, 2]);
  });

  test('with a linearly growing input gives the closed form q = a (t − sin t)', () => {
    const model = oscillator([{ kind: 'input', axis: 0, input: 0, name: 'ramp' }], [0.7]);
    const flow = drivenFlow(model, { times: Float64Array.of(0, 5), inputs: Float64Array.of(0, 5) });
    const motion = integrateAdaptive({ flow, start: new Float64Array(4) }, Float64Array.of(0, 5), TIGHT);
    expectClose(fromExtended(motion.states, 1).subarray(2), [0.7 * (5 - Math.sin(5)), 0.7 * (1 - Math.cos(5))], 1e-10);
  });

  test('without drive is the autonomous flow with time beside it', () => {
    const model = withColumns(TERMS, [...FORCES.slice(0, 4), FORCES[7]!]);
    const [a, b, time, c, d, momentum] = gradientOf(drivenFlow(model, NO_DRIVE), toExtended(STATE, 3));
    expect([a, b, c, momentum]).toEqual([...gradientOf(flowOf(model), STATE).slice(0, 2), expect.any(Number), 1]);
    expect([c, d]).toEqual(gradientOf(flowOf(model), STATE).slice(2));
    expect(time).toBe(0);
  });

  test('refuses a drive without an input of the model', () => {
    const drive = { times: Float64Array.of(0, 1), inputs: Float64Array.of(1, 2) };
    expect(() => drivenFlow(EXAMPLE, drive)).toThrow(/'motor', number 2, but 1 inputs were given/);
  });

  test('has states that lead back to those of the model', () => {
    const two = Float64Array.of(
      ...toExtended(STATE, 5),
      ...toExtended(
        STATE.map((value) => 2 * value),
        6,
      ),
    );
    expect([...fromExtended(two, 2)]).toEqual([...STATE, ...STATE.map((value) => 2 * value)]);
    expect([...toExtended(STATE, 5)]).toEqual([0.8, -1.1, 5, 0.6, -0.5, 0]);
  });
});
