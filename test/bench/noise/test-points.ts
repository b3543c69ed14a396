import { createRandom } from '../../../core/random.ts';
import type { Random } from '../../../core/random.ts';
import { simulate } from './sets.ts';
import type { NoisySet } from './sets.ts';
import type { MotionSystem } from './systems.ts';

const ORBITS = 60;
const POINTS_PER_ORBIT = 41;
const PERIODS = 1.3;
/** Orbits are those of this seed whatever the seed of the set, so that sets are judged at the same places. */
const ORBIT_SEED = 77;
/** Distance of a test point from a training point, in standard deviations of the channels. */
const NEAR = { 1: 0.15, 2: 0.35 } as const;
/** That many training points show where a set has been; more make the search slow and the region no larger. */
const MOST_SEEN = 4000;

/** States on fresh true orbits started like those of the sets. @returns (count, 2d) */
export function freshStates(system: MotionSystem): Float64Array<ArrayBuffer> {
  const random = createRandom(ORBIT_SEED, 'test-orbits');
  const times = Float64Array.from(
    { length: POINTS_PER_ORBIT },
    (_, i) => (i * PERIODS * system.period) / (POINTS_PER_ORBIT - 1),
  );
  const orbits = Array.from({ length: ORBITS }, (_, index) => simulate({ system }, system.start(random, index), times));
  return concatenate(orbits);
}

/** Those fresh states that lie near states of the set without noise: the covered region. @returns (count, 2d) */
export function coveredStates(set: NoisySet): Float64Array<ArrayBuffer> {
  const fresh = freshStates(set.task.system);
  const isNear = coverage(set);
  const size = 2 * set.task.system.truth.dof;
  const kept = Array.from({ length: fresh.length / size }, (_, i) => fresh.subarray(i * size, (i + 1) * size));
  return concatenate(kept.filter(isNear));
}

/** Starts of motions that stay in the covered region for a while, fresh ones. */
export function coveredStarts(set: NoisySet, count: number, seed: number): readonly Float64Array[] {
  const { system } = set.task;
  const isNear = coverage(set);
  const size = 2 * system.truth.dof;
  const random: Random = createRandom(seed, 'covered-starts');
  const times = Float64Array.from({ length: 61 }, (_, i) => (i * system.period) / 40);
  const found: Float64Array[] = [];
  for (let index = 0; index < 40 && found.length < count; index++) {
    const start = system.start(random, index);
    const states = simulate({ system }, start, times);
    if (times.every((_, i) => isNear(states.subarray(i * size, (i + 1) * size)))) found.push(start);
  }
  return found;
}

/** Tells whether a state lies near one of the set. Angles are compared by their cosine and sine. */
function coverage({ clean, spread, task: { system } }: NoisySet): (state: Float64Array) => boolean {
  const { dof } = system.truth;
  const size = 2 * dof;
  const seen = concatenate(clean);
  const stride = Math.max(1, Math.ceil(seen.length / size / MOST_SEEN));
  const place = (x: Float64Array) =>
    Array.from(x).flatMap((value, k) =>
      system.periodic.includes(k) ? [Math.cos(value), Math.sin(value)] : [value / spread[k]!],
    );
  const places: number[] = [];
  for (let i = 0; i * size < seen.length; i += stride) places.push(...place(seen.subarray(i * size, (i + 1) * size)));
  const width = size + system.periodic.length;
  const near = (dof === 1 ? NEAR[1] : NEAR[2]) ** 2;
  return (state) => {
    const here = place(state);
    for (let at = 0; at < places.length; at += width) {
      let squared = 0;
      for (let k = 0; k < width; k++) squared += (here[k]! - places[at + k]!) ** 2;
      if (squared < near) return true;
    }
    return false;
  };
}

function concatenate(parts: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
