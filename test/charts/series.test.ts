import { describe, expect, it } from 'vitest';
import {
  coordinate,
  driftEnvelope,
  extent,
  formatLogTick,
  formatTick,
  padded,
  paletteFor,
  planePoints,
  timeSeries,
} from '../../charts/index.ts';

describe('planes and ranges', () => {
  // Two states of two degrees of freedom: [q₁, q₂, p₁, p₂].
  const states = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);

  it('picks the (q, p) pair of one degree of freedom', () => {
    expect([...planePoints(states, 2, 0)]).toEqual([1, 3, 5, 7]);
    expect([...planePoints(states, 2, 1)]).toEqual([2, 4, 6, 8]);
  });

  it('picks one coordinate', () => {
    expect([...coordinate(states, 2, 3)]).toEqual([4, 8]);
  });

  it('ignores what is not finite in an extent', () => {
    expect(extent([Float64Array.of(NaN, 3, -1), Float64Array.of(Infinity)])).toEqual([-1, 3]);
    expect(extent([])).toEqual([0, 1]);
  });

  it('gives a constant a range of its own', () => {
    expect(padded([0, 10], 0.1)).toEqual([-1, 11]);
    const [low, high] = padded([4, 4], 0.1);
    expect(low).toBeLessThan(4);
    expect(high).toBeGreaterThan(4);
  });
});

describe('ticks', () => {
  it.each([
    [0, '0'],
    [-0.5, '−0.5'],
    [1.0, '1'],
    [2500, '2500'],
    [1e-4, '10⁻⁴'],
    [-2.5e-5, '−2.5·10⁻⁵'],
    [3e6, '3·10⁶'],
  ])('%d is written %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });

  it('writes all digits of large ticks that lie close together', () => {
    expect(formatTick(2_457_950, 200)).toBe('2457950');
    expect(formatTick(2_457_950, 1_000_000)).toBe('2.46·10⁶');
  });

  it('labels only whole decades on a log axis', () => {
    expect(formatLogTick(1e-3)).toBe('10⁻³');
    expect(formatLogTick(1)).toBe('1');
    expect(formatLogTick(2e-3)).toBe('');
  });
});

describe('time series', () => {
  const fonts = { ui: 'sans-serif', math: 'serif' };
  const times = Float64Array.of(0, 1, 2, 3);

  it('keeps each method recognisable by colour and dash, and measured points as rings without a line', () => {
    const { data } = timeSeries(
      {
        titles: { x: 't', y: 'q' },
        series: [
          { styleId: 'elm', times, values: times },
          { styleId: 'measured', times, values: times },
        ],
        mark: null,
      },
      { palette: paletteFor('light'), fonts },
    );
    expect(data.datasets[0]).toMatchObject({ borderColor: '#B07F00', borderDash: [12, 4], showLine: true });
    expect(data.datasets[1]).toMatchObject({ showLine: false, pointBackgroundColor: 'transparent' });
  });

  it('spans whole decades on a log axis and leaves gaps where a value is not positive', () => {
    const values = Float64Array.of(0, 2e-5, 4e-4, -1);
    const { data, options } = timeSeries(
      { titles: { x: 't', y: 'drift' }, series: [{ styleId: 'a-swim', times, values }], mark: null },
      { palette: paletteFor('dark'), fonts, isLog: true },
    );
    expect(options?.scales?.['y']).toMatchObject({ type: 'logarithmic', min: 1e-5, max: 1e-3 });
    const ys = data.datasets[0]!.data.map((point) => (typeof point === 'object' && point !== null ? point.y : null));
    expect(ys).toEqual([NaN, 2e-5, 4e-4, NaN]);
  });

  it('takes the largest deviation of each stretch as the drift', () => {
    const envelope = driftEnvelope(Float64Array.of(0, 1, 2, 3, 4), Float64Array.of(5, 5.25, 4.5, 5, 6), 2);
    expect([...envelope.times]).toEqual([1, 3]);
    expect([...envelope.values]).toEqual([0.25, 1]);
  });
});
