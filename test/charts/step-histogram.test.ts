import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { Chart, channels, paletteFor, phasePortrait, stepHistogram, timeSeries } from '../../charts/index.ts';

const palette = paletteFor('light');
const fonts = { ui: 'sans-serif', math: 'serif' };
const titles = { x: 'Δt', y: 'steps' };

/** Draws a config on a canvas of Node; Chart.js asks for nothing of the element beyond what that has. */
function draw(config: ReturnType<typeof stepHistogram>) {
  const canvas = createCanvas(400, 240);
  const fixed = { ...config, options: { ...config.options, responsive: false, devicePixelRatio: 1 } };
  const chart = new Chart<'scatter'>(canvas as unknown as HTMLCanvasElement, fixed);
  return { canvas, chart };
}

/** True when the pixel at a data point has about the colour. */
function hasColor({ canvas, chart }: ReturnType<typeof draw>, x: number, y: number, hex: string): boolean {
  const px = Math.round(chart.scales['x']!.getPixelForValue(x));
  const py = Math.round(chart.scales['y']!.getPixelForValue(y));
  const { data } = canvas.getContext('2d').getImageData(px, py, 1, 1);
  return channels(hex).every((value, c) => Math.abs(value - data[c]!) < 24);
}

describe('the histogram of time steps', () => {
  it('shows one gap beside thousands of even steps', () => {
    const bins = [
      { from: 0.09, to: 0.11, count: 8000 },
      { from: 0.49, to: 0.51, count: 1 },
    ];
    const drawn = draw(stepHistogram({ titles, bins, median: 0.1 }, { palette, fonts }));
    expect(hasColor(drawn, 0.5, 0.7, palette.roles['ink-3'])).toBe(true);
    expect(hasColor(drawn, 0.5, 10, palette.roles['ink-3'])).toBe(false);
    expect(hasColor(drawn, 0.097, 4000, palette.roles['ink-3'])).toBe(true);
  });

  it('has a log axis of steps where a gap is more than twenty times as long', () => {
    const axis = (longest: number) =>
      stepHistogram(
        {
          titles,
          bins: [
            { from: 0.1, to: 0.1, count: 9 },
            { from: longest, to: longest, count: 1 },
          ],
          median: 0.1,
        },
        { palette, fonts },
      ).options?.scales?.['x']?.type;
    expect(axis(1)).toBe('linear');
    expect(axis(10)).toBe('logarithmic');
  });

  it('stands in the middle of its axis when all steps are equal', () => {
    const bins = [{ from: 0.02, to: 0.02, count: 100 }];
    const scales = stepHistogram({ titles, bins, median: 0.02 }, { palette, fonts }).options!.scales!;
    expect(scales['x']!.min).toBeCloseTo(0.018, 12);
    expect(scales['x']!.max).toBeCloseTo(0.022, 12);
  });
});

describe('a band over time', () => {
  it('is in view even where all values lie within it', () => {
    const data = { titles: { x: 't', y: 'r' }, series: [], mark: null };
    const { scales } = timeSeries({ ...data, band: [-3, 3] }, { palette, fonts }).options!;
    expect(scales!['y']!.min).toBeLessThan(-3);
    expect(scales!['y']!.max).toBeGreaterThan(3);
  });
});

describe('the density of points', () => {
  it('is darker where more points lie', () => {
    const cloud = Float64Array.from({ length: 2000 }, (_, k) => (k < 1990 ? 0.43 : -0.43));
    const empty = { truth: [], predicted: [], marbles: [], surface: null };
    const config = phasePortrait(
      { ...empty, titles: { q: 'q', p: 'p' }, ranges: { q: [-1, 1], p: [-1, 1] }, measured: [cloud] },
      { palette, fonts, method: 'truth', hasDensity: true, isResponsive: false, pixelRatio: 1 },
    );
    const { canvas, chart } = draw(config);
    const darkness = (at: number) => {
      const px = Math.floor(chart.scales['x']!.getPixelForValue(at));
      const py = Math.floor(chart.scales['y']!.getPixelForValue(at));
      // The ground is transparent: how much lies on it is the opacity. No grid line is near.
      return canvas.getContext('2d').getImageData(px, py, 1, 1).data[3]!;
    };
    expect(darkness(0.43)).toBeGreaterThan(2 * darkness(-0.43));
    expect(darkness(-0.43)).toBeGreaterThan(0);
  });
});

describe('chosen points of a portrait', () => {
  it('stand out in ink among the others', () => {
    const empty = { truth: [], predicted: [], marbles: [], surface: null };
    const config = phasePortrait(
      {
        ...empty,
        titles: { q: 'q', p: 'p' },
        ranges: { q: [-1, 1], p: [-1, 1] },
        measured: [],
        chosen: Float64Array.of(0.43, 0.43),
      },
      { palette, fonts, method: 'truth', hasDensity: true, isResponsive: false, pixelRatio: 1 },
    );
    const { canvas, chart } = draw(config);
    const px = Math.round(chart.scales['x']!.getPixelForValue(0.43));
    const py = Math.round(chart.scales['y']!.getPixelForValue(0.43));
    const { data } = canvas.getContext('2d').getImageData(px - 3, py - 3, 7, 7);
    const most = data.filter((_, k) => k % 4 === 3).reduce((largest, alpha) => Math.max(largest, alpha), 0);
    expect(most).toBeGreaterThan(150);
  });
});
