import { contours } from 'd3-contour';
import { extent, type Range } from './plane.ts';

/** A learned model on a grid of one (q, p) plane; grid points include both ends of the ranges. */
export interface PortraitField {
  readonly q: Range;
  readonly p: Range;
  readonly columns: number;
  readonly rows: number;
  /** (rows, columns) Ĥ, row 0 at the lowest p; empty for a field without an energy */
  readonly energy: Float64Array;
  /** (rows, columns) one standard deviation of Ĥ; absent or empty when there is none */
  readonly deviation?: Float64Array;
  /** (rows, columns) 1 where training states lie near */
  readonly covered: Uint8Array;
  /** (n, 4) q, p, q̇, ṗ */
  readonly arrows: Float64Array;
}

/** The region where a value is at least `level`: closed rings (n, 2) in q, p; filled with the even-odd rule. */
export interface LevelRegion {
  readonly level: number;
  readonly rings: readonly Float64Array[];
}

/** What is drawn of a field: traced once, drawn often. */
export interface TracedSurface {
  /** The ground below all levels first; empty without an energy. */
  readonly levels: readonly LevelRegion[];
  readonly covered: LevelRegion;
  /** Where data lie and Ĥ is still uncertain: its 90 % interval is wider on either side than `DOUBT` of the range of Ĥ in the data. No ring: nowhere. */
  readonly doubtful: LevelRegion;
  readonly arrows: Float64Array;
  /** (n) 1 for arrows where training states lie near. They set the length of all: far out a field may grow without meaning. */
  readonly arrowIsCovered: Uint8Array;
}

/**
 * Levels for contours of an energy: they grow with the square, so that orbits around a minimum stand evenly apart;
 * `count` of them span the measured energies and the same rule goes on to the largest energy in sight (at most half as many more).
 */
export function energyLevels([low, high]: Range, largest: number, count: number): readonly number[] {
  const levels: number[] = [];
  for (let k = 1; k <= 1.5 * count; k++) {
    const level = low + (high - low) * (k / count) ** 2;
    if (level >= largest) break;
    levels.push(level);
  }
  return levels;
}

/** Traces contours of Ĥ and the outline of the measured region. @param count contours inside the measured energies */
export function traceSurface(field: PortraitField, count = 7): TracedSurface {
  return {
    levels: field.energy.length === 0 ? [] : traceEnergy(field, count),
    covered: traceLevel(field, blurred(field), 0.5),
    doubtful: traceDoubt(field),
    arrows: field.arrows,
    arrowIsCovered: coverageOfArrows(field),
  };
}

/** Half width of a 90 % interval in standard deviations. */
const HALF_WIDTH = 1.645;
/** Share of the range of Ĥ from which on it is drawn as uncertain. */
export const DOUBT = 0.1;

function traceDoubt(field: PortraitField): LevelRegion {
  const { deviation, covered } = field;
  const [low, high] = extent([field.energy.filter((_, k) => covered[k] === 1)]);
  if (deviation === undefined || deviation.length === 0 || !(high > low)) return { level: 0, rings: [] };
  const largest = (DOUBT * (high - low)) / HALF_WIDTH;
  return traceLevel(
    field,
    deviation.map((value, k) => (covered[k] === 1 ? value : 0)),
    largest,
  );
}

/** Coverage at the grid point next to each arrow. */
function coverageOfArrows({ q, p, columns, rows, covered, arrows }: PortraitField): Uint8Array {
  return Uint8Array.from({ length: arrows.length / 4 }, (_, k) => {
    const column = Math.round(((arrows[4 * k]! - q[0]) / (q[1] - q[0])) * (columns - 1));
    const row = Math.round(((arrows[4 * k + 1]! - p[0]) / (p[1] - p[0])) * (rows - 1));
    return covered[row * columns + column] ?? 0;
  });
}

function traceEnergy(field: PortraitField, count: number): readonly LevelRegion[] {
  const seen = field.energy.filter((_, k) => field.covered[k] === 1);
  const [lowest, largest] = extent([field.energy]);
  const measured = seen.length > 0 ? extent([seen]) : ([lowest, largest] as const);
  const levels = [lowest - 1, ...energyLevels(measured, largest, count)];
  return levels.map((level) => traceLevel(field, field.energy, level));
}

function traceLevel(field: PortraitField, values: ArrayLike<number>, level: number): LevelRegion {
  const polygon = contours().size([field.columns, field.rows]).contour(Array.from(values), level);
  return { level, rings: polygon.coordinates.flat().map((ring) => toPlane(ring, field)) };
}

/** Grid coordinates of d3-contour (sample i lies at i + ½) to q, p. */
function toPlane(ring: readonly (readonly number[])[], field: PortraitField): Float64Array {
  const points = new Float64Array(2 * ring.length);
  ring.forEach((corner, k) => {
    points[2 * k] = field.q[0] + ((corner[0]! - 0.5) / (field.columns - 1)) * (field.q[1] - field.q[0]);
    points[2 * k + 1] = field.p[0] + ((corner[1]! - 0.5) / (field.rows - 1)) * (field.p[1] - field.p[0]);
  });
  return points;
}

/** The coverage mask averaged over 3 × 3 cells, twice: its half level is a smooth outline instead of stairs. */
function blurred({ covered, columns, rows }: PortraitField): Float64Array {
  let values = Float64Array.from(covered);
  for (let pass = 0; pass < 2; pass++) {
    const next = new Float64Array(values.length);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        let count = 0;
        for (let j = Math.max(0, row - 1); j <= Math.min(rows - 1, row + 1); j++) {
          for (let i = Math.max(0, column - 1); i <= Math.min(columns - 1, column + 1); i++) {
            sum += values[j * columns + i]!;
            count += 1;
          }
        }
        next[row * columns + column] = sum / count;
      }
    }
    values = next;
  }
  return values;
}
