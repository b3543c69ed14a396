import type { ChartType, Plugin } from 'chart.js';
import type { MethodStyle, Palette } from '../palette.ts';
import { drawMarker } from './marker.ts';

/** Fonts are passed in: a file export has other faces than the page. */
export interface ChartFonts {
  /** CSS family list of the interface face. */
  readonly ui: string;
  /** CSS family list of the face for symbols. */
  readonly math: string;
}

export interface AxisTitles {
  readonly x: string;
  readonly y: string;
}

/** Titles that lie flat: y above its axis at the left edge, x under the right end; both in math italic. */
export function titlesPlugin<T extends ChartType>(titles: AxisTitles, palette: Palette, fonts: ChartFonts): Plugin<T> {
  return {
    id: 'flat-titles',
    afterDraw({ ctx, chartArea: area, height }) {
      ctx.save();
      ctx.font = `italic 13px ${fonts.math}`;
      ctx.fillStyle = palette.roles['ink-2'];
      ctx.textBaseline = 'alphabetic';
      ctx.textAlign = 'left';
      ctx.fillText(titles.y, 4, area.top - 11);
      ctx.textAlign = 'right';
      ctx.fillText(titles.x, area.right, height - 4);
      ctx.restore();
    },
  };
}

/** Room that flat titles need around the plot. */
export const TITLE_PADDING = { top: 25, right: 8, bottom: 16, left: 0 } as const;

/** A hairline frame around maps and portraits. */
export function framePlugin<T extends ChartType>(palette: Palette): Plugin<T> {
  return {
    id: 'frame',
    afterDatasetsDraw({ ctx, chartArea: area }) {
      ctx.save();
      ctx.strokeStyle = palette.roles.axis;
      ctx.lineWidth = 1;
      ctx.strokeRect(area.left + 0.5, area.top + 0.5, area.right - area.left - 1, area.bottom - area.top - 1);
      ctx.restore();
    },
  };
}

/** One row of line samples with names above the plot at the right: for figures that leave the app. */
export function keyPlugin<T extends ChartType>(
  styles: readonly MethodStyle[],
  palette: Palette,
  fonts: ChartFonts,
): Plugin<T> {
  return {
    id: 'key',
    afterDraw({ ctx, chartArea: area }) {
      ctx.save();
      ctx.font = `11px ${fonts.ui}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      const y = area.top - 12;
      let x = area.right;
      for (const style of [...styles].reverse()) {
        x -= ctx.measureText(style.label).width;
        ctx.fillStyle = palette.roles['ink-2'];
        ctx.fillText(style.label, x, y);
        x -= 30;
        if (style.lineWidth > 0) {
          ctx.strokeStyle = style.color;
          ctx.lineWidth = style.lineWidth;
          ctx.setLineDash([...style.dash]);
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x + 24, y);
          ctx.stroke();
          ctx.setLineDash([]);
        }
        drawMarker(ctx, style, x + 12, y, 2.75);
        x -= 14;
      }
      ctx.restore();
    },
  };
}
