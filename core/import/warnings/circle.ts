import type { ImportWarning } from '../import-report.ts';
import { excerpt } from '../read/text-of.ts';
import type { Imported, Warner } from './imported.ts';
import { note, short } from './wording.ts';

/** More coordinates are seldom points in planes, and all pairs would take long. */
const MOST_COORDINATES = 6;
/** Distances from the circle, as a share of the spread of the points, up to which they lie on it. */
const ON_CIRCLE = 0.05;
/** They are this much closer to the circle than to the best straight line: 1 for noise about a line, 0.53 for a string pendulum on a video of little swing. */
const CLOSER_THAN_LINE = 0.6;
/** Larger circles, in spreads of the points, are as good as straight. */
const LARGEST_RADIUS = 20;
/** A circle about the origin that is at most so many times worse is taken instead: videos have their origin at the pivot. */
const AS_GOOD = 1.5;

/** Two positions on a circle are one coordinate, the angle: a pendulum on a video. As two they have momenta that are not free. */
export const warnOfCircles: Warner = ({ facts: { recipe }, tracks, columns: { nameOf, unitOf } }) => {
  const { q } = recipe.roles;
  if (q.length > MOST_COORDINATES) return [];
  const pairs = q.flatMap((x, i) => q.slice(i + 1).map((y) => [x, y] as const));
  return pairs.flatMap(([x, y]): ImportWarning[] => {
    if (unitOf(x) !== unitOf(y)) return [];
    const circle = fitCircle(valuesOf(tracks, x), valuesOf(tracks, y));
    if (circle === null) return [];
    const [one, other] = [excerpt(nameOf(x)), excerpt(nameOf(y))];
    const message =
      `'${one}' and '${other}' lie on a circle of radius ${short(circle.radius)} about (${short(circle.x)}, ${short(circle.y)}). ` +
      'If a string or an arm holds them there, they are one coordinate: use the angle (Add column, polar angle).';
    return [note('positions-on-circle', 1, message, { column: nameOf(x) })];
  });
};

function valuesOf(tracks: Imported['tracks'], column: number): readonly Float64Array[] {
  return tracks.map(({ columns }) => columns.get(column)!);
}

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Root mean square distance of the points from it. */
  readonly distance: number;
}

/**
 * The circle x² + y² = 2 x₀ x + 2 y₀ y + c by linear least squares (Kåsa, IEEE Trans. Instrum. Meas. 25, 1976, 8–14), or one about the origin.
 * @returns null where the points do not lie on one, or on a straight line as well
 */
function fitCircle(xs: readonly Float64Array[], ys: readonly Float64Array[]): Circle | null {
  const [mx, my] = [mean(xs), mean(ys)];
  const count = xs.reduce((sum, { length }) => sum + length, 0);
  const sums = { xx: 0, xy: 0, yy: 0, xs: 0, ys: 0 };
  const each = (use: (u: number, v: number) => void) => {
    xs.forEach((track, k) => {
      track.forEach((x, i) => {
        use(x - mx, ys[k]![i]! - my);
      });
    });
  };
  each((u, v) => {
    const square = u * u + v * v;
    sums.xx += u * u;
    sums.xy += u * v;
    sums.yy += v * v;
    sums.xs += u * square;
    sums.ys += v * square;
  });
  const determinant = sums.xx * sums.yy - sums.xy ** 2;
  const trace = sums.xx + sums.yy;
  if (!(determinant > 0)) return null;
  const a = (sums.xs * sums.yy - sums.ys * sums.xy) / (2 * determinant);
  const b = (sums.ys * sums.xx - sums.xs * sums.xy) / (2 * determinant);
  const about = (u0: number, v0: number): Circle => {
    let [sum, squares] = [0, 0];
    each((u, v) => {
      const r = Math.hypot(u - u0, v - v0);
      sum += r;
      squares += r * r;
    });
    const radius = sum / count;
    return { x: mx + u0, y: my + v0, radius, distance: Math.sqrt(Math.max(0, squares / count - radius ** 2)) };
  };
  const [fitted, central] = [about(a, b), about(-mx, -my)];
  const best = central.distance <= AS_GOOD * fitted.distance ? central : fitted;
  const toLine = Math.sqrt((trace - Math.sqrt(Math.max(0, trace ** 2 - 4 * determinant))) / (2 * count));
  const spread = Math.sqrt(trace / count);
  const isOn = best.distance <= Math.min(ON_CIRCLE * spread, CLOSER_THAN_LINE * toLine);
  return isOn && best.radius <= LARGEST_RADIUS * spread ? best : null;
}

function mean(tracks: readonly Float64Array[]): number {
  const [sum, count] = tracks.reduce(
    ([total, n], track) => [track.reduce((part, value) => part + value, total), n + track.length],
    [0, 0],
  );
  return sum / count;
}
