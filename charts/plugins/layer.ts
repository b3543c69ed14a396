import type { Chart, ChartArea, ChartType, Plugin } from 'chart.js';

/** What a layer draws with: the canvas, the plot area, and data → pixels. */
export interface LayerCanvas {
  readonly ctx: CanvasRenderingContext2D;
  readonly area: ChartArea;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** A Chart.js plugin that draws on the chart's own axes, clipped to the plot area, state saved around it. */
export function layer<T extends ChartType>(id: string, draw: (canvas: LayerCanvas) => void): Plugin<T> {
  return {
    id,
    beforeDatasetsDraw(chart) {
      const { ctx, chartArea: area } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      ctx.clip();
      draw(layerCanvas(chart));
      ctx.restore();
    },
  };
}

/** Drawing access to a chart; x and y are the ids of its axes. */
export function layerCanvas(
  chart: Pick<Chart, 'ctx' | 'chartArea' | 'currentDevicePixelRatio' | 'scales'>,
): LayerCanvas {
  return {
    ctx: chart.ctx,
    area: chart.chartArea,
    ratio: chart.currentDevicePixelRatio,
    x: (value) => chart.scales['x']!.getPixelForValue(value),
    y: (value) => chart.scales['y']!.getPixelForValue(value),
  };
}

/** Adds a polyline of points (n, 2) to the current path; gaps where a value is not finite. */
export function tracePath({ ctx, x, y }: LayerCanvas, points: Float64Array): void {
  let isDown = false;
  for (let k = 0; k + 1 < points.length; k += 2) {
    const px = x(points[k]!);
    const py = y(points[k + 1]!);
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      isDown = false;
    } else if (isDown) {
      ctx.lineTo(px, py);
    } else {
      ctx.moveTo(px, py);
      isDown = true;
    }
  }
}
