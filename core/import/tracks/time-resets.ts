/** Rows that a recording has at least; fewer that fall back are a disorder, not a new run. */
const SEVERAL = 5;
/** A new run begins no later than this share of the one before it. */
const ABOUT_BEGINNING = 0.1;
/** More falls than this share of the rows, beyond those where a run begins, are shuffled rows. */
const MOST_FALLS = 0.05;

/** A clock that falls by more, in s, has passed midnight. */
const HALF_A_DAY = 43_200;

/** Rows at which times of day, in s, begin a new day. @returns indices in increasing order */
export function findMidnights(times: Float64Array): number[] {
  return [...times.keys()].filter((i) => i > 0 && times[i - 1]! - times[i]! > HALF_A_DAY);
}

/**
 * Rows at which a new recording begins: time falls back to about the beginning of the recording before, and goes on from there in
 * steps that are alike. A single step back, and rows that were shuffled, are none.
 * @param times (n) in the order of the file
 * @returns indices in increasing order, none of them 0
 */
export function findResets(times: Float64Array): number[] {
  const resets: number[] = [];
  let start = 0;
  let highest = times[0]!;
  let falls = 0;
  for (let i = 1; i < times.length; i++) {
    const time = times[i]!;
    if (time < times[i - 1]!) {
      falls++;
      const limit = times[start]! + ABOUT_BEGINNING * (highest - times[start]!);
      if (time <= limit && i - start >= SEVERAL && goesOn(times, i)) {
        resets.push(i);
        start = i;
        highest = time;
      }
    }
    highest = Math.max(highest, time);
  }
  return falls - resets.length > MOST_FALLS * times.length ? [] : resets;
}

/** True when several rows follow in order, and the first step is no jump back to where the rows were before. */
function goesOn(times: Float64Array, from: number): boolean {
  const last = from + SEVERAL - 1;
  if (last >= times.length) return false;
  for (let i = from; i < last; i++) if (times[i + 1]! < times[i]!) return false;
  return times[from + 1]! - times[from]! <= times[last]! - times[from + 1]!;
}
