import type { ChartConfiguration, Plugin } from 'chart.js';
import { linearAxis } from './axes.ts';
import type { Palette } from './palette.ts';
import type { Range } from './plane.ts';
import { densityLayer } from './plugins/density-layer.ts';
import { framePlugin, keyPlugin, titlesPlugin, TITLE_PADDING, type ChartFonts } from './plugins/frame.ts';
import { bandLayer, cloudLayer, lineLayer, marbleLayer, type MotionTube } from './plugins/motion-layers.ts';
import { arrowLayer, doubtLayer, energyLayer, veilLayer } from './plugins/surface-layers.ts';
import type { TracedSurface } from './surface.ts';

/** What a phase portrait of one (q, p) plane shows. All point series are (n, 2) q, p pairs (`planePoints`). */
export interface PhasePortraitData {
  readonly titles: { readonly q: string; readonly p: string };
  readonly ranges: { readonly q: Range; readonly p: Range };
  /** Null while the field is not there yet, and for plain data. */
  readonly surface: TracedSurface | null;
  readonly measured: readonly Float64Array[];
  /** Measured points that stand out among the others, as rings in ink. */
  readonly chosen?: Float64Array;
  /** Simulated motion of a known system. */
  readonly truth: readonly Float64Array[];
  readonly predicted: readonly Float64Array[];
  readonly marbles: readonly Float64Array[];
  /** Bands around motions, shaded below them. */
  readonly bands?: readonly MotionTube[];
}

export interface PhasePortraitOptions {
  readonly palette: Palette;
  readonly fonts: ChartFonts;
  /** Method id: colour, dash and marker of the predicted motion. */
  readonly method: string;
  readonly hasVeil?: boolean;
  readonly hasArrows?: boolean;
  /** Shades the plot by how many measured points lie where, instead of a ring for each. */
  readonly hasDensity?: boolean;
  /** A key above the plot, for figures that leave the app. */
  readonly hasKey?: boolean;
  /** False for a canvas of fixed size. */
  readonly isResponsive?: boolean;
  /** Device pixels per CSS pixel; left out, the screen decides. */
  readonly pixelRatio?: number;
}

/** Chart.js config of a phase portrait. Touches neither `document` nor `window`: it also runs on a canvas in Node. */
export function phasePortrait(data: PhasePortraitData, options: PhasePortraitOptions): ChartConfiguration<'scatter'> {
  const { palette, fonts, hasVeil = true, hasArrows = true, hasDensity = false } = options;
  const { hasKey = false, isResponsive = true } = options;
  const look = { palette, fonts, ticks: 7, hasGrid: data.surface === null };
  return {
    type: 'scatter',
    data: { datasets: [] },
    options: {
      animation: false,
      events: [],
      responsive: isResponsive,
      maintainAspectRatio: false,
      ...(options.pixelRatio === undefined ? {} : { devicePixelRatio: options.pixelRatio }),
      layout: { padding: TITLE_PADDING },
      scales: { x: linearAxis(data.ranges.q, look), y: linearAxis(data.ranges.p, look) },
    },
    plugins: layers(data, options, { hasVeil, hasArrows, hasDensity, hasKey }),
  };
}

function layers(
  data: PhasePortraitData,
  { palette, fonts, method }: PhasePortraitOptions,
  shown: { hasVeil: boolean; hasArrows: boolean; hasDensity: boolean; hasKey: boolean },
): Plugin<'scatter'>[] {
  const style = palette.method(method);
  const truth = palette.method('truth');
  const plugins: Plugin<'scatter'>[] = [];
  if (data.surface !== null) {
    plugins.push(energyLayer(data.surface, palette));
    if (shown.hasArrows) plugins.push(arrowLayer(data.surface, palette));
    if (shown.hasVeil) plugins.push(doubtLayer(data.surface, palette));
    if (shown.hasVeil) plugins.push(veilLayer(data.surface, palette, `11px ${fonts.ui}`));
  }
  plugins.push(
    (shown.hasDensity ? densityLayer : cloudLayer)(data.measured, palette.method('measurement')),
    ...(data.chosen === undefined ? [] : [cloudLayer<'scatter'>([data.chosen], truth)]),
    bandLayer(data.bands ?? [], palette),
    lineLayer('truth', data.truth, truth),
    lineLayer('predicted', data.predicted, style),
    marbleLayer(data.marbles, style, palette),
    framePlugin(palette),
    titlesPlugin({ x: data.titles.q, y: data.titles.p }, palette, fonts),
  );
  if (shown.hasKey) {
    const styles = [
      ...(data.predicted.length > 0 ? [style] : []),
      ...(data.truth.length > 0 ? [truth] : []),
      ...(data.measured.length > 0 ? [palette.method('measurement')] : []),
    ];
    plugins.push(keyPlugin(styles, palette, fonts));
  }
  return plugins;
}
