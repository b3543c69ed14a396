/** Ornament, not measurement: level lines of a few well-known energies as SVG paths in a box 2 × 2 around the origin, y downwards. */
export interface SketchLine {
  readonly path: string;
  /** The separatrix is drawn stronger. */
  readonly isStrong: boolean;
}

type Point = readonly [x: number, y: number];

/** Orbits of H = p² + q². */
export function springSketch(): readonly SketchLine[] {
  return [0.14, 0.32, 0.5, 0.68, 0.86, 1.04, 1.22].map((radius) => ({
    path: closed(ellipse(radius, radius)),
    isStrong: false,
  }));
}

/** Orbits of H = p²/2 + 1 − cos q; x spans ±`reach` in units of π. */
export function pendulumSketch(reach = 1.45): readonly SketchLine[] {
  const lines: SketchLine[] = [];
  for (const energy of [0.12, 0.45, 0.9, 1.4, 2, 2.7, 3.6, 4.6]) {
    for (const centre of reach > 1.1 ? [-2, 0, 2] : [0]) {
      if (energy < 2) lines.push({ path: closed(shifted(swing(energy), centre, reach)), isStrong: false });
    }
    if (energy >= 2) {
      for (const side of [1, -1]) lines.push({ path: open(rotation(energy, side, reach)), isStrong: energy === 2 });
    }
  }
  return lines;
}

const MOMENTUM_REACH = 3.1;

function swing(energy: number): readonly Point[] {
  const turn = Math.acos(1 - energy);
  const upper = Array.from({ length: 41 }, (_, k): Point => {
    const q = -turn * Math.cos((Math.PI * k) / 40);
    return [q, Math.sqrt(Math.max(0, 2 * (energy - 1 + Math.cos(q))))];
  });
  return [...upper, ...upper.toReversed().map(([q, p]): Point => [q, -p])];
}

function shifted(points: readonly Point[], centre: number, reach: number): readonly Point[] {
  return points.map(([q, p]) => [(q / Math.PI + centre) / reach, -p / MOMENTUM_REACH]);
}

function rotation(energy: number, side: number, reach: number): readonly Point[] {
  return Array.from({ length: 91 }, (_, k): Point => {
    const x = -1 + (2 * k) / 90;
    const p = Math.sqrt(Math.max(0, 2 * (energy - 1 + Math.cos(x * reach * Math.PI))));
    return [x, (-side * p) / MOMENTUM_REACH];
  });
}

function ellipse(a: number, b: number): readonly Point[] {
  return Array.from({ length: 60 }, (_, k): Point => {
    const angle = (2 * Math.PI * k) / 60;
    return [a * Math.cos(angle), b * Math.sin(angle)];
  });
}

function open(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}`;
}

function closed(points: readonly Point[]): string {
  return `${open(points)}Z`;
}
