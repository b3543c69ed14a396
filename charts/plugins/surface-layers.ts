import type { ChartType, Plugin } from 'chart.js';
import { mapColor, withAlpha, type Palette } from '../palette.ts';
import type { LevelRegion, TracedSurface } from '../surface.ts';
import { layer, tracePath, type LayerCanvas } from './layer.ts';

/** Share of the energy map used behind data, so that points and lines keep their contrast. */
const FAINT = 0.3;
const ARROW_PX = 15;

/** Faint filled bands of energy with the contour lines on top. */
export function energyLayer<T extends ChartType>(surface: TracedSurface, palette: Palette): Plugin<T> {
  return layer('energy', (canvas) => {
    const stops = palette.map('energy');
    const last = Math.max(1, surface.levels.length - 1);
    surface.levels.forEach((region, k) => {
      traceRegion(canvas, region);
      canvas.ctx.fillStyle = mapColor(stops, (FAINT * k) / last);
      canvas.ctx.fill('evenodd');
    });
    canvas.ctx.strokeStyle = palette.roles['accent-line'];
    canvas.ctx.lineWidth = 1;
    // The first region is the ground below all levels; its ring is the frame.
    for (const region of surface.levels.slice(1)) {
      traceRegion(canvas, region);
      canvas.ctx.stroke();
    }
  });
}

/** Coarse arrows of the learned vector field; length grows with the square root of the speed, up to the fastest where data lie. */
export function arrowLayer<T extends ChartType>(surface: TracedSurface, palette: Palette): Plugin<T> {
  return layer('arrows', (canvas) => {
    const { ctx, x, y } = canvas;
    const count = surface.arrows.length / 4;
    const shafts = Array.from({ length: count }, (_, k) => {
      const [q, p, dq, dp] = surface.arrows.subarray(4 * k, 4 * k + 4);
      return { px: x(q!), py: y(p!), dx: x(q! + dq!) - x(q!), dy: y(p! + dp!) - y(p!) };
    });
    const speeds = shafts.map(({ dx, dy }) => Math.hypot(dx, dy));
    const largest = (values: readonly number[]): number =>
      values.reduce((most, speed) => (Number.isFinite(speed) ? Math.max(most, speed) : most), 0);
    const fastest = largest(speeds.filter((_, k) => surface.arrowIsCovered[k] === 1)) || largest(speeds);
    if (fastest === 0) return;
    ctx.strokeStyle = withAlpha(palette.roles['ink-3'], 0.6);
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const { px, py, dx, dy } of shafts) {
      const speed = Math.hypot(dx, dy);
      const length = ARROW_PX * Math.sqrt(Math.min(1, speed / fastest));
      if (!(length > 3)) continue;
      drawArrow(ctx, px, py, (length * dx) / speed, (length * dy) / speed);
    }
    ctx.stroke();
  });
}

/** Fades and hatches, the other way than the veil, where data lie and the energy is still uncertain. */
export function doubtLayer<T extends ChartType>(surface: TracedSurface, palette: Palette): Plugin<T> {
  return layer('doubt', (canvas) => {
    const { ctx } = canvas;
    if (surface.doubtful.rings.length === 0) return;
    traceRegion(canvas, surface.doubtful);
    ctx.fillStyle = withAlpha(palette.roles.surface, 0.4);
    ctx.fill('evenodd');
    ctx.save();
    traceRegion(canvas, surface.doubtful);
    ctx.clip('evenodd');
    hatch(canvas, palette.roles['veil-line'], -1);
    ctx.restore();
  });
}

/** Fades and hatches what lies outside the measured region, outlines it, and says so where there is room. */
export function veilLayer<T extends ChartType>(surface: TracedSurface, palette: Palette, font: string): Plugin<T> {
  return layer('veil', (canvas) => {
    const { ctx, area } = canvas;
    const outside = (): void => {
      traceRegion(canvas, surface.covered);
      ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    };
    outside();
    ctx.fillStyle = withAlpha(palette.roles.surface, 0.62);
    ctx.fill('evenodd');
    ctx.save();
    outside();
    ctx.clip('evenodd');
    hatch(canvas, palette.roles['veil-line'], 1);
    ctx.restore();
    traceRegion(canvas, surface.covered);
    ctx.setLineDash([4, 3]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = palette.roles['ink-3'];
    ctx.stroke();
    ctx.setLineDash([]);
    labelOutside(canvas, surface, palette, font);
  });
}

function labelOutside(canvas: LayerCanvas, surface: TracedSurface, palette: Palette, font: string): void {
  const { ctx, area } = canvas;
  traceRegion(canvas, surface.covered);
  const corners = [
    [area.left + 5, area.top + 5],
    [area.left + 52, area.top + 20],
  ] as const;
  // The path lives in CSS pixels, the test in device pixels.
  if (corners.some(([px, py]) => ctx.isPointInPath(px * canvas.ratio, py * canvas.ratio, 'evenodd'))) return;
  ctx.font = font;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.roles.surface;
  ctx.strokeText('no data', area.left + 8, area.top + 7);
  ctx.fillStyle = palette.roles['ink-2'];
  ctx.fillText('no data', area.left + 8, area.top + 7);
}

function traceRegion(canvas: LayerCanvas, region: LevelRegion): void {
  canvas.ctx.beginPath();
  for (const ring of region.rings) {
    tracePath(canvas, ring);
    canvas.ctx.closePath();
  }
}

/** @param slope 1 rises to the right, −1 falls */
function hatch({ ctx, area }: LayerCanvas, color: string, slope: 1 | -1): void {
  const height = area.bottom - area.top;
  const [from, to] = slope === 1 ? [area.bottom, area.top] : [area.top, area.bottom];
  ctx.beginPath();
  for (let left = area.left - height; left < area.right; left += 10) {
    ctx.moveTo(left, from);
    ctx.lineTo(left + height, to);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.1;
  ctx.stroke();
}

function drawArrow(ctx: CanvasRenderingContext2D, px: number, py: number, dx: number, dy: number): void {
  const tipX = px + dx / 2;
  const tipY = py + dy / 2;
  ctx.moveTo(px - dx / 2, py - dy / 2);
  ctx.lineTo(tipX, tipY);
  const angle = Math.atan2(dy, dx);
  for (const turn of [2.6, -2.6]) {
    ctx.moveTo(tipX, tipY);
    ctx.lineTo(tipX + 4 * Math.cos(angle + turn), tipY + 4 * Math.sin(angle + turn));
  }
}
