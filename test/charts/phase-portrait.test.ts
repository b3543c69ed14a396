import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { Chart, channels, paletteFor, phasePortrait, traceSurface, type PortraitField } from '../../charts/index.ts';

/** H = (q² + p²)/2 on [−2, 2]², measured inside radius 1.2. */
function harmonicField(columns = 61, rows = 41): PortraitField {
  const energy = new Float64Array(columns * rows);
  const covered = new Uint8Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const q = -2 + (4 * i) / (columns - 1);
      const p = -2 + (4 * j) / (rows - 1);
      energy[j * columns + i] = (q * q + p * p) / 2;
      covered[j * columns + i] = Math.hypot(q, p) <= 1.2 ? 1 : 0;
    }
  }
  return { q: [-2, 2], p: [-2, 2], columns, rows, energy, covered, arrows: Float64Array.of(0.5, 0, 0, -0.5) };
}

function circle(radius: number): Float64Array {
  return Float64Array.from({ length: 400 }, (_, k) => {
    const angle = (Math.floor(k / 2) / 199) * 2 * Math.PI;
    return radius * (k % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

const fonts = { ui: 'sans-serif', math: 'serif' };

function draw(canvas: Canvas, marbles: readonly Float64Array[] = [], field = harmonicField()): Chart<'scatter'> {
  const config = phasePortrait(
    {
      titles: { q: 'q', p: 'p' },
      ranges: { q: [-2, 2], p: [-2, 2] },
      surface: traceSurface(field),
      measured: [],
      truth: [],
      predicted: [circle(1)],
      marbles,
    },
    { palette: paletteFor('light'), fonts, method: 'a-swim', isResponsive: false, pixelRatio: 1, hasKey: true },
  );
  // Chart.js asks for nothing of the element beyond what a canvas of Node has.
  return new Chart<'scatter'>(canvas as unknown as HTMLCanvasElement, config);
}

/** Largest distance of the colour from `hex` in any channel within 2 px around a data point. */
function closeness(canvas: Canvas, chart: Chart<'scatter'>, q: number, p: number, hex: string): number {
  const x = Math.round(chart.scales['x']!.getPixelForValue(q));
  const y = Math.round(chart.scales['y']!.getPixelForValue(p));
  const { data } = canvas.getContext('2d').getImageData(x - 2, y - 2, 5, 5);
  const wanted = channels(hex);
  const distances = Array.from({ length: 25 }, (_, k) =>
    Math.max(...wanted.map((value, c) => Math.abs(value - data[4 * k + c]!))),
  );
  return Math.min(...distances);
}

describe('the energy that is uncertain', () => {
  it('is outlined where data lie and its deviation is large', () => {
    const field = harmonicField();
    // Ĥ of the data spans 0.72; 10 % of it is the half width of a 90 % interval of deviation 0.0438.
    const deviation = field.energy.map((_, k) => (k % field.columns > 30 ? 0.1 : 0.01));
    const { rings } = traceSurface({ ...field, deviation }).doubtful;
    const qs = rings.flatMap((ring) => [...ring].filter((_, k) => k % 2 === 0));
    expect(Math.min(...qs)).toBeGreaterThan(-0.1);
    expect(Math.max(...qs)).toBeLessThan(1.4);
    expect(qs.length).toBeGreaterThan(20);
  });

  it('is nowhere when nothing is known about it, and when it is small', () => {
    const field = harmonicField();
    expect(traceSurface(field).doubtful.rings).toEqual([]);
    expect(traceSurface({ ...field, deviation: new Float64Array() }).doubtful.rings).toEqual([]);
    expect(traceSurface({ ...field, deviation: field.energy.map(() => 0.01) }).doubtful.rings).toEqual([]);
  });
});

describe('phase portrait', () => {
  it('draws the predicted motion in the colour of its method, on a canvas without a document', () => {
    const canvas = createCanvas(480, 400);
    const chart = draw(canvas);
    const blue = paletteFor('light').method('a-swim').color;
    expect(closeness(canvas, chart, 1, 0, blue)).toBeLessThan(12);
    expect(closeness(canvas, chart, 0, -1, blue)).toBeLessThan(12);
    expect(closeness(canvas, chart, 0.4, 0.1, blue)).toBeGreaterThan(60);
  });

  it('keeps both axes at the given ranges, whatever is drawn', () => {
    const chart = draw(createCanvas(480, 400), [circle(40)]);
    expect([chart.scales['x']!.min, chart.scales['x']!.max]).toEqual([-2, 2]);
    expect([chart.scales['y']!.min, chart.scales['y']!.max]).toEqual([-2, 2]);
  });

  it('draws motions and arrows of a field without an energy, and no contours', () => {
    const canvas = createCanvas(480, 400);
    const field = { ...harmonicField(), energy: new Float64Array() };
    const chart = draw(canvas, [], { ...field, covered: field.covered.fill(1) });
    const palette = paletteFor('light');
    expect(closeness(canvas, chart, 1, 0, palette.method('a-swim').color)).toBeLessThan(12);
    // Nothing is painted where bands of energy would be; the one arrow stands at (0.5, 0).
    const { data } = canvas
      .getContext('2d')
      .getImageData(chart.scales['x']!.getPixelForValue(1.5), chart.scales['y']!.getPixelForValue(1.5), 1, 1);
    expect(data[3]).toBe(0);
    expect(closeness(canvas, chart, 0.5, 0, palette.roles['ink-3'])).toBeLessThan(130);
  });

  it('puts the marble at the end of its path', () => {
    const canvas = createCanvas(480, 400);
    const chart = draw(canvas, [Float64Array.of(-1.5, 1.5, -1, 1.5, -0.5, 1.5)]);
    const accent = paletteFor('light').roles.accent;
    expect(closeness(canvas, chart, -0.5, 1.5, accent)).toBe(0);
  });
});

describe('traced surface', () => {
  it('puts a contour of the harmonic energy on its circle', () => {
    const surface = traceSurface(harmonicField());
    const region = surface.levels[3]!;
    const radius = Math.sqrt(2 * region.level);
    const ring = region.rings.flatMap((points) => [...points]);
    const radii = ring.flatMap((q, k) => (k % 2 === 0 ? [Math.hypot(q, ring[k + 1]!)] : []));
    const onCircle = radii.filter((value) => value < 1.9);
    expect(onCircle.length).toBeGreaterThan(20);
    for (const value of onCircle) expect(Math.abs(value - radius)).toBeLessThan(0.02);
  });

  it('outlines the measured region within one grid step', () => {
    const [outline] = traceSurface(harmonicField()).covered.rings;
    for (let k = 0; k < outline!.length; k += 2) {
      expect(Math.abs(Math.hypot(outline![k]!, outline![k + 1]!) - 1.2)).toBeLessThan(0.1);
    }
  });

  it('knows which arrows stand where nothing was measured', () => {
    // Measured inside radius 1.2.
    const arrows = Float64Array.of(0, 0, 1, 1, 1.9, 0, 50, 50, 0, -1.9, 50, 50, 0, -1, 1, 1);
    expect([...traceSurface({ ...harmonicField(), arrows }).arrowIsCovered]).toEqual([1, 0, 0, 1]);
  });

  it('of a field without an energy has its outline and arrows but no level', () => {
    const surface = traceSurface({ ...harmonicField(), energy: new Float64Array() });
    expect(surface.levels).toEqual([]);
    expect(surface.covered.rings).toHaveLength(1);
    expect([...surface.arrows]).toEqual([0.5, 0, 0, -0.5]);
    expect([...surface.arrowIsCovered]).toEqual([1]);
  });

  it('survives an energy that is not finite somewhere', () => {
    const field = harmonicField();
    field.energy[5] = NaN;
    expect(traceSurface(field).levels.length).toBeGreaterThan(5);
  });
});
