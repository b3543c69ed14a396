import { afterEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../core/datasets/dataset.ts';
import { identify } from '../../../core/identification/identify.ts';
import type { IdentificationOptions } from '../../../core/identification/options.ts';
import { createTeam, singleThread, WORD } from '../../../core/kernels/index.ts';
import type { Team } from '../../../core/kernels/index.ts';
import { threadStarter } from '../../../service/jobs/thread-starter.ts';
import { measureSet } from '../../bench/noise/sets.ts';
import type { SetTask } from '../../bench/noise/sets.ts';
import { henonHeiles, pendulum } from '../../bench/noise/systems.ts';
import { energyDifference, joined } from './support/compare.ts';
import { identifyAll, inputOf, positionsOf, sampled, importedDataset, evenTimes } from './support/motions.ts';
import { inUnits, reversed } from './support/transform.ts';

const shape = { id: 'few', motions: 4, samples: 120, step: 0.15, isIrregular: false };
const swings: SetTask = { system: pendulum, shape, noise: 0.02, seed: 2 };
const damped = { ...swings, friction: 0.1 };
const driven = { ...swings, drive: (time: number) => 0.3 * Math.cos(1.7 * time) };
const withInput: Partial<IdentificationOptions> = { inputs: [{ name: 'u', axis: 0 }] };

/** Factors that are no powers of two, so that every number is rounded anew. */
const UNITS = { time: 3.7, q: [123.4], p: [0.0173], input: 7.3 };
/** Rounding of the data, 1e-16, times the condition of the rows with their ridge. */
const ROUNDING = 1e-9;

/** Most identifications until a started thread has joined. */
const MOST_TRIES = 40;

describe('other units change nothing but units', () => {
  test.each<[string, SetTask, Partial<IdentificationOptions>]>([
    ['states', swings, {}],
    ['states without noise', { ...swings, noise: 0 }, {}],
    ['states with friction', damped, {}],
    ['states with a known input', driven, withInput],
    ['positions', { ...swings, isPositionsOnly: true }, {}],
    ['positions with friction', { ...damped, isPositionsOnly: true }, {}],
    ['positions with a known input', { ...driven, isPositionsOnly: true }, withInput],
  ])('of %s', (_, task, options) => {
    const set = measureSet(task);
    const { time, q, input } = UNITS;
    // Masses stay 1 when only positions are known, so that p goes with q̇.
    const p = task.isPositionsOnly === true ? [q[0]! / time] : UNITS.p;
    const one = identifyAll(set.dataset, options);
    const other = identifyAll(inUnits(set.dataset, { time, q, p, input }), options);
    const states = joined(set.clean);
    const moved = states.map((value, at) => value * (at % 2 === 0 ? q[0]! : p[0]!));
    const energy = (q[0]! * p[0]!) / time;

    expect(energyDifference(one.model, other.model, { states, moved, unit: energy })).toBeLessThan(ROUNDING);
    expect(other.facts.period / one.facts.period / time).toBeCloseTo(1, 12);
    expect(other.facts.noise[0]! / one.facts.noise[0]! / q[0]!).toBeCloseTo(1, 9);
    expect(other.facts.misfit.value / one.facts.misfit.value).toBeCloseTo(1, 9);
    expect(other.facts.friction).toBe(one.facts.friction);
    expect(other.facts.decisions.map(({ sentence }) => sentence)).toEqual(
      one.facts.decisions.map(({ sentence }) => sentence),
    );
    const unitOfForce = { viscous: 1 / time, input: p[0]! / time / input };
    expect(other.facts.forces).toHaveLength(one.facts.forces.length);
    one.facts.forces.forEach(({ kind, value, error, z }, index) => {
      const found = other.facts.forces[index]!;
      const unit = unitOfForce[kind as keyof typeof unitOfForce];
      expect(found.value / unit / value).toBeCloseTo(1, 8);
      expect(found.error / unit / error).toBeCloseTo(1, 8);
      expect(found.z / z).toBeCloseTo(1, 8);
    });
  });

  test('of one of two coordinates, q₁ a thousand times and p₁ a thousandth: the same motion', () => {
    const set = measureSet({ ...swings, system: henonHeiles });
    const one = identifyAll(set.dataset, {}, 60);
    const other = identifyAll(inUnits(set.dataset, { time: 1, q: [1000, 1], p: [1 / 1000, 1] }), {}, 60);
    const states = joined(set.clean);
    const moved = states.map((value, at) => value * [1000, 1, 1 / 1000, 1][at % 4]!);
    expect(energyDifference(one.model, other.model, { states, moved })).toBeLessThan(ROUNDING);
    expect(other.facts.misfit.value / one.facts.misfit.value).toBeCloseTo(1, 9);
  });
});

describe('time running backwards', () => {
  test.each<[string, SetTask]>([
    ['states', damped],
    ['positions', { ...damped, isPositionsOnly: true }],
  ])('turns the sign of friction and keeps H, from %s', (_, task) => {
    const set = measureSet(task);
    const one = identifyAll(set.dataset);
    const other = identifyAll(reversed(set.dataset));
    const states = joined(set.clean);
    const moved = states.map((value, at) => (at % 2 === 0 ? value : -value));
    const [forwards, backwards] = [one.facts.forces[0]!, other.facts.forces[0]!];
    // Neurons bend at other samples of the reversed rows, so H agrees to its error, not to rounding.
    expect(Math.abs(forwards.value + backwards.value)).toBeLessThan(forwards.error);
    expect(forwards.value).toBeGreaterThan(0.09);
    expect(energyDifference(one.model, other.model, { states, moved })).toBeLessThan(0.01);
    expect(other.facts.period / one.facts.period).toBeCloseTo(1, 2);
    expect(other.facts.decisions[0]!.id).toBe('energy-fed-in');
  });
});

/** Motions of different lengths and steps. */
const unequal = importedDataset(
  [
    [1.2, 120, 0.15],
    [0.7, 90, 0.2],
    [1.6, 140, 0.11],
    [1.2, 120, 0.17],
  ].map(([amplitude, count, step]) =>
    sampled(
      evenTimes(count!, step!),
      (time) => amplitude! * Math.sin(time + 0.01 * Math.sin(57 * time)),
      (time) => amplitude! * Math.cos(time + 0.01 * Math.sin(91 * time)),
    ),
  ),
);

describe('not one bit of model, posterior and facts changes', () => {
  const exact: Dataset = {
    ...unequal,
    trajectories: unequal.trajectories.map((trajectory) => ({ ...trajectory, fitRange: [0, trajectory.times.length] })),
  };

  test.each<[string, Dataset, Partial<IdentificationOptions>]>([
    ['of equal motions', measureSet(damped).dataset, {}],
    ['of motions of different length and step', unequal, {}],
    ['of positions', positionsOf(unequal), {}],
    ['of motions with exact derivatives', exact, { rows: 'exact' }],
    ['of motions with a known input', measureSet(driven).dataset, withInput],
  ])('with the order %s', (_, dataset, options) => {
    const one = identifyAll(dataset, options);
    const [a, b, c, d] = dataset.trajectories;
    for (const trajectories of [
      [d!, c!, b!, a!],
      [c!, a!, d!, b!],
    ]) {
      const other = identifyAll({ ...dataset, trajectories }, options);
      expect(other.model).toEqual(one.model);
      expect(other.posterior).toEqual(one.posterior);
      expect(other.facts).toEqual(one.facts);
    }
  });

  test('when the same is identified again', () => {
    const { dataset } = measureSet(damped);
    expect(identifyAll(dataset)).toEqual(identifyAll(dataset));
  });
});

describe('pieces name the trajectory they come from', () => {
  test.each(['exact', 'whitened'] as const)('with %s rows when the first one is held out', (rows) => {
    const { trajectories } = unequal;
    const input = inputOf(unequal, { rows });
    const { pieces } = identify({ ...input, train: input.train.slice(1) });
    for (const { trajectory, times } of pieces) expect(trajectories[trajectory]!.times).toContain(times[0]);
    expect(new Set(pieces.map(({ trajectory }) => trajectory))).toEqual(new Set([1, 2, 3]));
    for (const { trajectory, measured } of pieces) expect(trajectories[trajectory]!.states).toContain(measured[0]);
  });
});

describe('two threads', () => {
  const team = createTeam({ ...singleThread, threads: 2, startThread: threadStarter() });
  afterEach(() => {
    team.disband();
  });

  test('give the bits of one', () => {
    const input = inputOf(measureSet(damped).dataset, { roughness: 0.25 }, { width: 160 });
    const alone = identify(input);
    // Such a small fit would not call for help; the thread joins some tenths of a second after it was started.
    team.recruit();
    for (let i = 0; i < MOST_TRIES && helped(team) < 20; i++) expect(identify({ ...input, team })).toEqual(alone);
    expect(helped(team)).toBeGreaterThanOrEqual(20);
  });
});

/** Tasks that the second thread has taken. */
function helped({ host }: Team): number {
  return Atomics.load(host.words(), WORD.heartbeat + 1);
}
