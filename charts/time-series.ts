import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import { linearAxis, logAxis } from './axes.ts';
import { withAlpha, type Palette } from './palette.ts';
import { extent, padded, type Range } from './plane.ts';
import { titlesPlugin, type ChartFonts } from './plugins/frame.ts';
import { layer } from './plugins/layer.ts';
import { formatTick } from './ticks.ts';

const AXIS_WIDTH_PX = 46;
/** More rings than this merge into a band that hides the lines; then every second, third … is drawn. */
const MOST_RINGS = 150;
/** Added to the drawing order of bands, which is larger than any number of lines. */
const BEHIND = 1000;

/** One line or cloud over time. */
export interface TimeSeries {
  /** Style id: a method, `truth` or `measurement`. */
  readonly styleId: string;
  /** Name in the readout; the style's own label when left out. */
  readonly label?: string;
  /** (n) increasing */
  readonly times: Float64Array;
  /** (n) */
  readonly values: Float64Array;
  /** Shaded between two lines at the same times, in the series' colour; none when left out. */
  readonly band?: SeriesBand;
  /** Marks every value with a point, for few of them. */
  readonly hasPoints?: boolean;
}

/** What is shaded around a line. */
export interface SeriesBand {
  /** (n) */
  readonly low: Float64Array;
  /** (n) */
  readonly high: Float64Array;
}

export interface TimeSeriesData {
  readonly titles: { readonly x: string; readonly y: string };
  readonly series: readonly TimeSeries[];
  /** A dashed vertical line, e.g. the time at which a prediction counts as lost; null for none. */
  readonly mark: number | null;
  /** Values between which a band is drawn, e.g. ± the noise; none when left out. */
  readonly band?: Range;
}

export interface TimeSeriesOptions {
  readonly palette: Palette;
  readonly fonts: ChartFonts;
  /** Draws values on a log axis; values that are not positive leave gaps. */
  readonly isLog?: boolean;
  /** Draws time on a log axis; what happened at 0 is left out. */
  readonly isLogTime?: boolean;
  /** False hides the texts of the time axis, for a chart that stands above another with the same axis. */
  readonly hasTimeLabels?: boolean;
  /** False when series have times of their own: the readout then speaks of the nearest value alone. */
  readonly isSharedTime?: boolean;
}

/** Chart.js config of values over time; x is increasing, so parsing is off. */
export function timeSeries(data: TimeSeriesData, options: TimeSeriesOptions): ChartConfiguration<'line'> {
  const { palette, fonts, isLog = false, isLogTime = false, hasTimeLabels = true, isSharedTime = true } = options;
  const lines = data.series.flatMap((one, k) => drawn(one, data.series.length - k, options));
  const look = { palette, fonts, hasGrid: true };
  const values = data.series.map((one) => one.values);
  const timeLook = { ...look, ticks: 7, hasGrid: false, hasLabels: hasTimeLabels };
  const times = data.series.map((one) => one.times);
  const y = isLog
    ? logAxis(decades(values), { ...look, ticks: 6 })
    : linearAxis(around([...values, data.band ?? [], ...bandsInSight(data.series)]), { ...look, ticks: 7 });
  return {
    type: 'line',
    data: { datasets: lines.map(({ dataset }) => dataset) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      layout: { padding: { top: 25, right: 8, bottom: data.titles.x === '' ? 0 : 14, left: 0 } },
      interaction: isSharedTime
        ? { mode: 'index', intersect: false }
        : { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: isLogTime ? logAxis(positiveExtent(times), timeLook) : linearAxis(extent(times), timeLook),
        y: {
          ...y,
          border: { display: false },
          // Charts that stand above each other share their time axis only when their plots begin at the same place.
          afterFit: (scale) => {
            scale.width = Math.max(scale.width, AXIS_WIDTH_PX);
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          backgroundColor: palette.roles.raised,
          titleColor: palette.roles.ink,
          bodyColor: palette.roles['ink-2'],
          borderColor: palette.roles['line-strong'],
          borderWidth: 1,
          cornerRadius: 6,
          titleFont: { family: fonts.ui, size: 12, weight: 600 },
          bodyFont: { family: fonts.ui, size: 11 },
          filter: ({ datasetIndex }) => lines[datasetIndex]?.isEdge === false,
          callbacks: {
            title: (items) => `${data.titles.x || 't'} = ${short(items[0]?.parsed.x ?? NaN)}`,
            label: ({ dataset, parsed, datasetIndex, dataIndex }) => {
              const band = lines[datasetIndex]?.band;
              const limits = band ? ` (${short(band.low[dataIndex]!)} … ${short(band.high[dataIndex]!)})` : '';
              return `${dataset.label ?? ''}: ${short(parsed.y ?? NaN)}${limits}`;
            },
          },
        },
      },
    },
    plugins: [
      ...(data.band === undefined ? [] : [bandLayer(data.band, palette)]),
      titlesPlugin(data.titles, palette, fonts),
      markPlugin(data.mark, palette),
    ],
  };
}

/**
 * Largest |value − first value| in each of `bins` equal stretches of time, at the middle of the stretch: an envelope that shows a drift
 * without the zero crossings in between. Stretches without a sample are left out.
 */
export function driftEnvelope(times: Float64Array, values: Float64Array, bins: number): TimeSeries {
  const [start, end] = extent([times]);
  const largest = new Map<number, number>();
  times.forEach((time, k) => {
    const bin = Math.min(bins - 1, Math.floor(((time - start) / (end - start || 1)) * bins));
    largest.set(bin, Math.max(largest.get(bin) ?? 0, Math.abs(values[k]! - values[0]!)));
  });
  const filled = [...largest.entries()].sort(([a], [b]) => a - b);
  return {
    styleId: 'truth',
    times: Float64Array.from(filled, ([bin]) => start + ((bin + 0.5) / bins) * (end - start)),
    values: Float64Array.from(filled, ([, value]) => value),
  };
}

interface Drawn {
  readonly dataset: ChartDataset<'line'>;
  /** True for the edges of a band, which the readout leaves out. */
  readonly isEdge: boolean;
  readonly band?: SeriesBand;
}

/** The Chart.js data sets of one series; the edges of its band lie behind all lines. */
function drawn(one: TimeSeries, order: number, options: TimeSeriesOptions): readonly Drawn[] {
  const line: Drawn = { dataset: { ...dataset(one, options), order }, isEdge: false };
  if (one.band === undefined) return [line];
  const { band, times } = one;
  const color = options.palette.method(one.styleId).color;
  const edge = (values: Float64Array, fill: string | false): Drawn => ({
    dataset: {
      data: Array.from(times, (x, k) => ({ x, y: values[k]! })),
      ...{ fill, backgroundColor: withAlpha(color, 0.2), borderColor: withAlpha(color, 0.45) },
      ...{ borderWidth: 0.75, pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, tension: 0 },
      order: order + BEHIND,
    },
    isEdge: true,
  });
  return [edge(band.low, false), edge(band.high, '-1'), { ...line, band }];
}

function dataset(
  one: TimeSeries,
  { palette, isLog = false, isLogTime = false }: TimeSeriesOptions,
): ChartDataset<'line'> {
  const style = palette.method(one.styleId);
  const isCloud = style.lineWidth === 0;
  const stride = Math.ceil(one.times.length / MOST_RINGS);
  return {
    label: one.label ?? style.label,
    data: Array.from(one.times, (x, k) => {
      const isDrawn = (!isLog || one.values[k]! > 0) && (!isLogTime || x > 0);
      return { x, y: isDrawn ? one.values[k]! : NaN };
    }),
    borderColor: style.color,
    borderWidth: isCloud ? 1 : style.lineWidth,
    borderDash: [...style.dash],
    borderJoinStyle: 'round',
    showLine: !isCloud,
    tension: 0,
    spanGaps: false,
    pointRadius: isCloud ? ({ dataIndex }) => (dataIndex % stride === 0 ? 1.6 : 0) : one.hasPoints ? 3 : 0,
    pointHoverRadius: 3,
    pointBackgroundColor: isCloud ? 'transparent' : style.color,
    pointHitRadius: 0,
  };
}

function markPlugin(mark: number | null, palette: Palette): Plugin<'line'> {
  return {
    id: 'mark',
    beforeDatasetsDraw({ ctx, chartArea: area, scales }) {
      if (mark === null) return;
      const x = Math.round(scales['x']!.getPixelForValue(mark)) + 0.5;
      ctx.save();
      ctx.beginPath();
      ctx.setLineDash([3, 3]);
      ctx.strokeStyle = palette.roles['ink-3'];
      ctx.lineWidth = 1;
      ctx.moveTo(x, area.top);
      ctx.lineTo(x, area.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

/** A shaded band over all times with dashed edges. */
function bandLayer([low, high]: Range, palette: Palette): Plugin<'line'> {
  return layer('band', ({ ctx, area, y }) => {
    ctx.fillStyle = withAlpha(palette.roles['ink-3'], 0.14);
    ctx.fillRect(area.left, y(high), area.right - area.left, y(low) - y(high));
    ctx.strokeStyle = palette.roles['ink-3'];
    ctx.lineWidth = 1;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    for (const edge of [low, high]) {
      ctx.moveTo(area.left, y(edge));
      ctx.lineTo(area.right, y(edge));
    }
    ctx.stroke();
  });
}

function short(value: number): string {
  return formatTick(Number(value.toPrecision(4)));
}

/** The bands as far as they leave the lines visible: a band that grows without end would press them flat. */
function bandsInSight(series: readonly TimeSeries[]): readonly Float64Array[] {
  const [low, high] = padded(extent(series.map(({ values }) => values)), 1);
  const clipped = (edge: Float64Array) => edge.map((value) => Math.min(high, Math.max(low, value)));
  return series.flatMap(({ band }) => (band === undefined ? [] : [clipped(band.low), clipped(band.high)]));
}

function around(values: readonly ArrayLike<number>[]): Range {
  return padded(extent(values), 0.08);
}

/** Range of the positive values, which is all that a log axis can show; one value alone gets a factor of two on both sides. */
function positiveExtent(values: readonly Float64Array[]): Range {
  const [low, high] = extent(values.map((series) => series.filter((value) => value > 0)));
  return low < high ? [low || 1e-16, high] : [low / 2, 2 * high];
}

/** Whole decades around the positive values; at least two, so that a flat line does not look like noise. */
function decades(values: readonly Float64Array[]): Range {
  const [low, high] = positiveExtent(values);
  const top = Math.ceil(Math.log10(high));
  const bottom = Math.floor(Math.log10(low));
  return [10 ** Math.min(bottom, top - 2), 10 ** top];
}
