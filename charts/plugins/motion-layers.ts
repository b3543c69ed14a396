import type { ChartType, Plugin } from 'chart.js';
import { channels, withAlpha, type MethodStyle, type Palette } from '../palette.ts';
import { layer, tracePath, type LayerCanvas } from './layer.ts';

/** Above this many points rings merge into a grey mass; then single pixels are written, which stays fast to 10⁶ points. */
const MOST_RINGS = 20_000;
const RING_SPACING_PX = 6;

/** Measured points as small rings, or as single pixels when there are very many. Points are (n, 2). */
export function cloudLayer<T extends ChartType>(clouds: readonly Float64Array[], style: MethodStyle): Plugin<T> {
  const count = clouds.reduce((sum, points) => sum + points.length / 2, 0);
  return layer('cloud', (canvas) => {
    if (count <= MOST_RINGS) drawRings(canvas, clouds, style.color, count > 1500 ? 1.4 : 1.7);
    else writePixels(canvas, clouds, style.color);
  });
}

/** Lines in a method's colour and dash. */
export function lineLayer<T extends ChartType>(
  id: string,
  lines: readonly Float64Array[],
  style: Pick<MethodStyle, 'color' | 'dash' | 'lineWidth'>,
): Plugin<T> {
  return layer(id, (canvas) => {
    const { ctx } = canvas;
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.lineWidth;
    ctx.lineJoin = 'round';
    ctx.setLineDash([...style.dash]);
    for (const points of lines) {
      ctx.beginPath();
      tracePath(canvas, points);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  });
}

/** Where a motion may lie in one (q, p) plane: corners of a box for each time, points are (n, 2). */
export interface MotionTube {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Shades the union of the boxes of a band along a motion. */
export function bandLayer<T extends ChartType>(tubes: readonly MotionTube[], palette: Palette): Plugin<T> {
  return layer('bands', ({ ctx, x, y }) => {
    ctx.fillStyle = withAlpha(palette.roles.accent, 0.22);
    for (const { low, high } of tubes) {
      ctx.beginPath();
      for (let k = 0; k + 1 < low.length; k += 2) {
        const [left, bottom, right, top] = [x(low[k]!), y(low[k + 1]!), x(high[k]!), y(high[k + 1]!)];
        // All boxes turn the same way, so that what several of them cover is filled once.
        ctx.rect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
      }
      ctx.fill('nonzero');
    }
  });
}

/** A dropped marble: its path, a cross where it was dropped, the ball where it is now. Path is (n, 2). */
export function marbleLayer<T extends ChartType>(
  paths: readonly Float64Array[],
  style: MethodStyle,
  palette: Palette,
): Plugin<T> {
  return layer('marbles', (canvas) => {
    const { ctx, x, y } = canvas;
    for (const points of paths) {
      if (points.length < 2) continue;
      ctx.beginPath();
      tracePath(canvas, points);
      ctx.strokeStyle = palette.roles.accent;
      ctx.lineWidth = style.lineWidth;
      ctx.stroke();
      const startX = x(points[0]!);
      const startY = y(points[1]!);
      ctx.beginPath();
      ctx.moveTo(startX - 5, startY);
      ctx.lineTo(startX + 5, startY);
      ctx.moveTo(startX, startY - 5);
      ctx.lineTo(startX, startY + 5);
      ctx.strokeStyle = palette.roles.ink;
      ctx.lineWidth = 1.5;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x(points.at(-2)!), y(points.at(-1)!), 6.5, 0, 2 * Math.PI);
      ctx.fillStyle = palette.roles.accent;
      ctx.fill();
      ctx.strokeStyle = palette.roles.surface;
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  });
}

/** Where rings would overlap only one is drawn, so that what lies beneath stays visible. */
function drawRings({ ctx, x, y }: LayerCanvas, clouds: readonly Float64Array[], color: string, radius: number): void {
  const taken = new Set<number>();
  ctx.beginPath();
  for (const points of clouds) {
    for (let k = 0; k + 1 < points.length; k += 2) {
      const px = x(points[k]!);
      const py = y(points[k + 1]!);
      const cell = Math.floor(px / RING_SPACING_PX) * 65_536 + Math.floor(py / RING_SPACING_PX);
      if (taken.has(cell)) continue;
      taken.add(cell);
      ctx.moveTo(px + radius, py);
      ctx.arc(px, py, radius, 0, 2 * Math.PI);
    }
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** Image data ignore the clip and the transform: points outside the plot are left out here, pixels are device pixels. */
function writePixels({ ctx, area, ratio, x, y }: LayerCanvas, clouds: readonly Float64Array[], color: string): void {
  const left = Math.round(area.left * ratio);
  const top = Math.round(area.top * ratio);
  const width = Math.max(1, Math.round((area.right - area.left) * ratio));
  const height = Math.max(1, Math.round((area.bottom - area.top) * ratio));
  const image = ctx.getImageData(left, top, width, height);
  const [red, green, blue] = channels(color);
  for (const points of clouds) {
    for (let k = 0; k + 1 < points.length; k += 2) {
      const column = Math.round(x(points[k]!) * ratio) - left;
      const row = Math.round(y(points[k + 1]!) * ratio) - top;
      if (!(column >= 0 && column < width && row >= 0 && row < height)) continue;
      image.data.set([red, green, blue, 255], 4 * (row * width + column));
    }
  }
  ctx.putImageData(image, left, top);
}
