import { describe, expect, it } from 'vitest';
import {
  coordinate,
  distances,
  driftEnvelope,
  extent,
  formatLogTick,
  formatTick,
  lossSeries,
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

  it('measures the distance of two motions over all coordinates, as far as the shorter one goes', () => {
    // (3, 4, 0, 0) has length 5; the second rows differ by (0, 0, 0, 2).
    const reference = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0, 9, 9, 9, 9);
    const predicted = Float64Array.of(4, 5, 1, 1, 0, 0, 0, 2);
    expect([...distances(reference, predicted, 2)]).toEqual([5, 2]);
    expect([...distances(predicted, reference, 2)]).toEqual([5, 2]);
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
    expect([0.2, 5, 3, 100].map((value) => formatLogTick(value, true))).toEqual(['0.2', '5', '', '100']);
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
          { styleId: 'measurement', times, values: times },
        ],
        mark: null,
      },
      { palette: paletteFor('light'), fonts },
    );
    expect(data.datasets[0]).toMatchObject({ borderColor: '#B07F00', borderDash: [12, 4], showLine: true });
    expect(data.datasets[1]).toMatchObject({ showLine: false, pointBackgroundColor: 'transparent' });
  });

  it('shades a band between its two edges, behind the line, and names its limits in the readout', () => {
    const values = Float64Array.of(0, 1, 0, -1);
    const band = { low: values.map((value) => value - 0.5), high: values.map((value) => value + 0.5) };
    const { data, options } = timeSeries(
      { titles: { x: 't', y: 'q' }, series: [{ styleId: 'measured', times, values, band }], mark: null },
      { palette: paletteFor('light'), fonts },
    );
    expect(data.datasets.map(({ fill }) => fill)).toEqual([false, '-1', undefined]);
    expect(data.datasets[2]).toMatchObject({ label: 'Automatic', borderColor: '#4B3FB0' });
    expect(data.datasets[1]!.order!).toBeGreaterThan(data.datasets[2]!.order!);
    const item = { dataset: data.datasets[2]!, parsed: { x: 1, y: 1 }, datasetIndex: 2, dataIndex: 1 };
    const { filter, callbacks } = options!.plugins!.tooltip! as unknown as {
      filter: (item: { datasetIndex: number }) => boolean;
      callbacks: { label: (of: typeof item) => string };
    };
    expect(callbacks.label(item)).toBe('Automatic: 1 (0.5 … 1.5)');
    expect([0, 1, 2].map((datasetIndex) => filter({ datasetIndex }))).toEqual([false, false, true]);
  });

  it('does not let a band that grows without end press the line flat', () => {
    const values = Float64Array.of(0, 1, 0, 1);
    const band = { low: Float64Array.of(0, 0, -1e6, -1e9), high: Float64Array.of(0, 1, 1e6, 1e9) };
    const { options } = timeSeries(
      { titles: { x: 't', y: 'q' }, series: [{ styleId: 'measured', times, values, band }], mark: null },
      { palette: paletteFor('light'), fonts },
    );
    // The line spans 1: a length of it on both sides, and the usual room of 8 %.
    const { min, max } = options!.scales!['y'] as { min: number; max: number };
    expect(min).toBeCloseTo(-1.24, 12);
    expect(max).toBeCloseTo(2.24, 12);
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

  it('draws time on a log axis without what happened at 0', () => {
    const { data, options } = timeSeries(
      { titles: { x: 's', y: 'loss' }, series: [{ styleId: 'ode-net', times, values: times }], mark: null },
      { palette: paletteFor('light'), fonts, isLogTime: true },
    );
    expect(options?.scales?.['x']).toMatchObject({ type: 'logarithmic', min: 1, max: 3 });
    expect(data.datasets[0]!.data).toEqual([
      { x: 0, y: NaN },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
      { x: 3, y: 3 },
    ]);
  });

  it('gives a single look on a log axis a range of its own', () => {
    const one = Float64Array.of(4);
    const { options } = timeSeries(
      { titles: { x: 's', y: 'loss' }, series: [{ styleId: 'ode-net', times: one, values: one }], mark: null },
      { palette: paletteFor('light'), fonts, isLogTime: true },
    );
    expect(options?.scales?.['x']).toMatchObject({ min: 2, max: 8 });
  });

  it('takes the largest deviation of each stretch as the drift', () => {
    const envelope = driftEnvelope(Float64Array.of(0, 1, 2, 3, 4), Float64Array.of(5, 5.25, 4.5, 5, 6), 2);
    expect([...envelope.times]).toEqual([1, 3]);
    expect([...envelope.values]).toEqual([0.25, 1]);
  });
});

describe('a loss history', () => {
  const history = {
    steps: Float64Array.of(100, 200),
    seconds: Float64Array.of(0.5, 1.25),
    train: Float64Array.of(1e-2, 1e-3),
    validation: Float64Array.of(2e-2, 2e-3),
    stepsDone: 200,
    end: 'all-steps' as const,
  };

  it('is drawn over seconds or steps, training in the look of its method', () => {
    const [train, validation] = lossSeries(history, 'seconds', 'adam-hnn');
    expect(train).toEqual({ styleId: 'adam-hnn', label: 'Training', times: history.seconds, values: history.train });
    expect(validation).toMatchObject({ label: 'Validation', times: history.seconds, values: history.validation });
    expect(lossSeries(history, 'steps', 'adam-hnn')[0]!.times).toBe(history.steps);
  });

  it('has no line of validation when no points were kept aside', () => {
    expect(lossSeries({ ...history, validation: new Float64Array() }, 'steps', 'adam-hnn')).toHaveLength(1);
  });
});
