/**
 * Pure builders: plain data → Chart.js config, and the Chart.js plugins that draw on its axes. The page and the file export use the same ones.
 * No `document`, no `window`, no formatting of user texts. To add a chart: one builder file here, one line below.
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';

Chart.register(
  Filler,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
);

export { Chart };
export * from './loss-history.ts';
export * from './palette.ts';
export * from './phase-portrait.ts';
export * from './plane.ts';
export type { ChartFonts } from './plugins/frame.ts';
export * from './step-histogram.ts';
export * from './surface.ts';
export * from './ticks.ts';
export * from './time-series.ts';
