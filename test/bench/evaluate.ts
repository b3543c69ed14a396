/**
 * Times learned models: ∇Ĥ at one state, Ĥ and ∇Ĥ on a grid, a long motion, and the drawing of hidden layers, beside the obvious loops.
 * `node test/bench/evaluate.ts`. The shortest of five turns of each; quote ratios: absolute times belong to the machine.
 */
import { sampleDomain } from '../../core/datasets/index.ts';
import { formatNumber } from '../../core/experiment/format-number.ts';
import { fitHamiltonian } from '../../core/fit/index.ts';
import { integrateSteps, integrators } from '../../core/integrators/index.ts';
import { evaluateGrid, evaluateHamiltonian, networkFunction, planeStates } from '../../core/network/index.ts';
import type { SampledHamiltonian } from '../../core/network/index.ts';
import { systemFunction } from '../../core/phase-space.ts';
import type { HamiltonianFunction } from '../../core/phase-space.ts';
import { createRandom } from '../../core/random.ts';
import { samplers } from '../../core/samplers/index.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import { loopGradient, loopValue, randomModel } from '../core/network-loops.ts';
import { asText } from './table.ts';

const TURNS = 5;
const NEURONS = 1000;
const GRID = 200;
const STEPS = 100_000;
/** The loops follow a part of the motion. */
const LOOP_STEPS = 10_000;

/**
 * The shortest time of each work, ms; they take turns, so that a change in the machine's load meets all. Processor time: on an idle machine it is the
 * time that passes, on a busy one it does not count the others.
 */
function shortest(works: readonly (() => void)[]): number[] {
  const best = works.map(() => Infinity);
  for (let turn = 0; turn < TURNS; turn++) {
    works.forEach((work, index) => {
      const begin = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(begin);
      best[index] = Math.min(best[index]!, (user + system) / 1000);
    });
  }
  return best;
}

function byLoops(model: SampledHamiltonian): HamiltonianFunction {
  return {
    ...networkFunction(model),
    value: (x) => loopValue(model, x),
    gradient: (x, out) => {
      loopGradient(model, x, out);
    },
  };
}

function learnPendulum(): SampledHamiltonian {
  const system = systems.get('pendulum');
  const params = defaultParams(system);
  const state = Float64Array.from(system.referencePoint);
  return fitHamiltonian({
    samples: sampleDomain(system, params, { train: NEURONS, test: 0 }, createRandom(1, 'data')).train,
    sampler: samplers.get('u-swim'),
    width: NEURONS,
    anchor: { state, value: systemFunction(system, params).value(state) },
    box: [...system.domain.q, ...system.domain.p],
    solver: { id: 'ridge-qr', ridge: 2 ** -52 },
    seed: 1,
    now: () => 0,
  }).model;
}

/** ∇Ĥ at one state. */
function singleGradients(dof: number, width: number): string[] {
  const model = randomModel(dof, width);
  const calls = Math.ceil(1_000_000 / width);
  const x = new Float64Array(2 * dof).fill(0.3);
  const out = new Float64Array(2 * dof);
  const repeat = (flow: HamiltonianFunction) => () => {
    for (let i = 0; i < calls; i++) flow.gradient(x, out);
  };
  const [kernel, loops] = shortest([repeat(networkFunction(model)), repeat(byLoops(model))]) as [number, number];
  const each = (ms: number) => `${formatNumber((1e3 * ms) / calls)} µs`;
  return [`∇Ĥ at one state, d = ${dof}, N = ${width}`, each(kernel), each(loops), formatNumber(loops / kernel), ''];
}

/** Ĥ and ∇Ĥ, which is the field turned, on a grid of the plane: as a grid, and as any states. */
function field(model: SampledHamiltonian): string[][] {
  const line = Float64Array.from({ length: GRID }, (_, i) => -3 + (6 * i) / (GRID - 1));
  const grid = { state: new Float64Array(2), axis: 0, q: line, p: line };
  const states = planeStates(grid);
  const count = GRID * GRID;
  const learned = byLoops(model);
  const energies = new Float64Array(count);
  const gradients = new Float64Array(2 * count);
  const [asGrid, asStates, loops] = shortest([
    () => {
      evaluateGrid(model, grid);
    },
    () => {
      evaluateHamiltonian(model, states, count);
    },
    () => {
      for (let i = 0; i < count; i++) {
        const x = states.subarray(2 * i, 2 * i + 2);
        energies[i] = learned.value(x);
        learned.gradient(x, gradients.subarray(2 * i, 2 * i + 2));
      }
    },
  ]) as [number, number, number];
  return [
    row(`Ĥ and ∇Ĥ on a grid of ${GRID} × ${GRID}, N = ${NEURONS}`, asGrid, loops, '120 ms'),
    row(`Ĥ and ∇Ĥ at ${count} states, N = ${NEURONS}`, asStates, loops, ''),
  ];
}

/** A motion by symplectic Euler, whose steps are implicit for a learned model. */
function motion(model: SampledHamiltonian): string[] {
  let evaluations = 0;
  const follow = (flow: HamiltonianFunction, steps: number) => () => {
    evaluations = 0;
    const gradient = (x: Float64Array, out: Float64Array) => {
      evaluations++;
      flow.gradient(x, out);
    };
    const start = Float64Array.of(0.9, 0.4);
    integrateSteps(
      { integrator: integrators.get('symplectic-euler'), flow: { ...flow, gradient }, start },
      { stepSize: 0.01, steps },
    );
  };
  const [loops, kernel] = shortest([follow(byLoops(model), LOOP_STEPS), follow(networkFunction(model), STEPS)]) as [
    number,
    number,
  ];
  const perStep = formatNumber(evaluations / STEPS);
  const what = `${STEPS} steps of symplectic Euler, N = ${NEURONS}, ${perStep} evaluations each`;
  return row(what, kernel, (loops * STEPS) / LOOP_STEPS, '1500 ms');
}

/** The hidden layer of 5000 neurons from 20 000 samples. */
function layer(id: string): string[] {
  const [count, dof] = [20_000, 2];
  const random = createRandom(2, 'states');
  const states = Float64Array.from({ length: count * 2 * dof }, () => random.normal());
  const values = Float64Array.from({ length: count }, () => random.normal());
  const box = Array.from({ length: 2 * dof }, () => [-1, 1] as const);
  const [ms] = shortest([
    () => {
      samplers
        .get(id)
        .sample({ dof, width: 5000, count, states, values, box, random: createRandom(1, 'hidden-layer') });
    },
  ]) as [number];
  return [`${id}: layer of 5000 neurons from 20 000 samples`, `${formatNumber(ms)} ms`, '', '', ''];
}

function row(what: string, kernel: number, loops: number, must: string): string[] {
  return [what, `${formatNumber(kernel)} ms`, `${formatNumber(loops)} ms`, formatNumber(loops / kernel), must];
}

const pendulum = learnPendulum();
console.log(
  asText({
    title: 'Learned models, processor time on one thread',
    head: ['what', 'ours', 'loops', 'ratio', 'at most'],
    rows: [
      ...[1, 2].flatMap((dof) => [1, 10, 100, 1000].map((width) => singleGradients(dof, width))),
      ...field(pendulum),
      motion(pendulum),
      ...['elm', 'u-swim', 'a-swim'].map(layer),
    ],
    note: '',
  }),
);
