import type { ChartType, Plugin } from 'chart.js';
import { withAlpha, type MethodStyle } from '../palette.ts';
import { layer, type LayerCanvas } from './layer.ts';

const CELL_PX = 4;
/** Opacity of a cell with one point and of the fullest one. */
const OPACITY = [0.34, 1] as const;

/** How many points lie in each cell of the plot: darker where they are dense, on a log scale. Points are (n, 2). */
export function densityLayer<T extends ChartType>(
  clouds: readonly Float64Array[],
  style: Pick<MethodStyle, 'color'>,
): Plugin<T> {
  return layer('density', (canvas) => {
    const counts = countCells(canvas, clouds);
    const most = counts.reduce((largest, count) => Math.max(largest, count), 1);
    const columns = columnsOf(canvas);
    counts.forEach((count, cell) => {
      if (count === 0) return;
      const share = most === 1 ? 0 : Math.log(count) / Math.log(most);
      canvas.ctx.fillStyle = withAlpha(style.color, OPACITY[0] + share * (OPACITY[1] - OPACITY[0]));
      canvas.ctx.fillRect(
        canvas.area.left + (cell % columns) * CELL_PX,
        canvas.area.top + Math.floor(cell / columns) * CELL_PX,
        CELL_PX,
        CELL_PX,
      );
    });
  });
}

function countCells(canvas: LayerCanvas, clouds: readonly Float64Array[]): Uint32Array {
  const { area, x, y } = canvas;
  const columns = columnsOf(canvas);
  const rows = Math.max(1, Math.ceil((area.bottom - area.top) / CELL_PX));
  const counts = new Uint32Array(columns * rows);
  for (const points of clouds) {
    for (let k = 0; k + 1 < points.length; k += 2) {
      const column = Math.floor((x(points[k]!) - area.left) / CELL_PX);
      const row = Math.floor((y(points[k + 1]!) - area.top) / CELL_PX);
      if (column >= 0 && column < columns && row >= 0 && row < rows) counts[row * columns + column]! += 1;
    }
  }
  return counts;
}

function columnsOf({ area }: LayerCanvas): number {
  return Math.max(1, Math.ceil((area.right - area.left) / CELL_PX));
}
