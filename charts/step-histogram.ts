import type { ChartConfiguration } from 'chart.js';
import { linearAxis, logAxis } from './axes.ts';
import type { Palette } from './palette.ts';
import { extent, padded, type Range } from './plane.ts';
import { titlesPlugin, TITLE_PADDING, type ChartFonts } from './plugins/frame.ts';
import { layer } from './plugins/layer.ts';

/** How often a step between two samples is about so long. */
export interface StepBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface StepHistogramData {
  readonly titles: { readonly x: string; readonly y: string };
  /** In ascending order, not overlapping. */
  readonly bins: readonly StepBin[];
  /** Drawn as a dashed line. */
  readonly median: number;
}

export interface StepHistogramOptions {
  readonly palette: Palette;
  readonly fonts: ChartFonts;
}

/** The longest step is so many times the shortest where the axis of steps becomes logarithmic. */
const WIDE_RATIO = 20;
/** A bar is never thinner: a single gap far out must be seen. */
const THINNEST_PX = 3;
/** Foot of the bars on the log axis, so that a count of one has a height. */
const FOOT = 0.5;

/** Chart.js config of a histogram of time steps; counts on a log axis, so that one gap shows beside ten thousand even steps. */
export function stepHistogram(data: StepHistogramData, options: StepHistogramOptions): ChartConfiguration<'scatter'> {
  const { palette, fonts } = options;
  const filled = data.bins.filter(({ count }) => count > 0);
  const look = { palette, fonts };
  const { range, isWide } = stepRange(filled);
  const most = filled.reduce((largest, { count }) => Math.max(largest, count), 1);
  const xLook = { ...look, ticks: 5, hasGrid: false };
  const counts = logAxis([FOOT, Math.max(10, 2 * most)], { ...look, ticks: 4, hasGrid: true });
  return {
    type: 'scatter',
    data: { datasets: [] },
    options: {
      animation: false,
      events: [],
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: TITLE_PADDING },
      scales: {
        x: isWide ? logAxis(range, xLook) : linearAxis(range, xLook),
        y: { ...counts, border: { display: false } },
      },
    },
    plugins: [
      layer('bars', ({ ctx, x, y }) => {
        ctx.fillStyle = palette.roles['ink-3'];
        for (const { from, to, count } of filled) {
          const left = x(from);
          const width = Math.max(THINNEST_PX, x(to) - left - 1);
          const center = (left + x(to)) / 2;
          ctx.fillRect(center - width / 2, y(count), width, y(FOOT) - y(count));
        }
      }),
      layer('median', ({ ctx, area, x }) => {
        ctx.strokeStyle = palette.roles.accent;
        ctx.setLineDash([3, 3]);
        ctx.lineWidth = 1;
        ctx.beginPath();
        const at = Math.round(x(data.median)) + 0.5;
        ctx.moveTo(at, area.top);
        ctx.lineTo(at, area.bottom);
        ctx.stroke();
      }),
      titlesPlugin(data.titles, palette, fonts),
    ],
  };
}

/** All filled bins with some room; a single step stands in the middle. */
function stepRange(filled: readonly StepBin[]): { readonly range: Range; readonly isWide: boolean } {
  const [low, high] = extent([filled.map(({ from }) => from), filled.map(({ to }) => to)]);
  if (high - low < 1e-3 * Math.abs(high)) return { range: padded([low, low], 0.1), isWide: false };
  const isWide = low > 0 && high / low > WIDE_RATIO;
  return { range: isWide ? [low / 1.3, high * 1.3] : padded([low, high], 0.06), isWide };
}
