import {
  extent,
  paletteFor,
  phasePortrait,
  planePoints,
  traceSurface,
  type PhasePortraitData,
} from '../../charts/index.ts';
import type { ComparedTrajectory } from '../../core/experiment/run-result.ts';
import type { FieldGrid } from '../api/index.ts';
import { drawChart, FIGURE_FONTS } from './canvas.ts';

/** What the portrait of one (q, p) plane shows. */
export interface PortraitInput {
  readonly dof: number;
  /** Index of the degree of freedom. */
  readonly axis: number;
  /** Names of the drawn coordinates, as on the axes. */
  readonly titles: { readonly q: string; readonly p: string };
  /** Method id: colour, dash and marker of the predicted motion. */
  readonly method: string;
  readonly field: FieldGrid;
  /** (n, 2d) */
  readonly trainStates: Float64Array;
  readonly compared: readonly ComparedTrajectory[];
  /** What it was made from, written at its foot. */
  readonly provenance: string;
}

const SIZE = { width: 800, height: 760 };
const PIXEL_RATIO = 2;
const FOOT_MARGIN = 10;
/** Characters that leave room for the title of the axis. */
const LONGEST_FOOT = 90;

/** The phase portrait as a PNG of 1600 × 1520 pixels, in the light palette whatever the page shows. */
export function renderPortraitPng(input: PortraitInput): Uint8Array {
  const plane = (states: Float64Array) => planePoints(states, input.dof, input.axis);
  const measured = input.compared.filter((trajectory) => trajectory.isMeasured);
  const simulated = input.compared.filter((trajectory) => !trajectory.isMeasured);
  const data: PhasePortraitData = {
    titles: input.titles,
    ranges: { q: input.field.q, p: input.field.p },
    surface: traceSurface(input.field),
    measured: [plane(input.trainStates), ...measured.map(({ reference }) => plane(reference))].filter(hasExtent),
    truth: simulated.map(({ reference }) => plane(reference)),
    predicted: input.compared.map(({ predicted }) => plane(predicted)),
    marbles: [],
  };
  const setup = phasePortrait(data, {
    palette: paletteFor('light'),
    fonts: FIGURE_FONTS,
    method: input.method,
    hasKey: true,
    isResponsive: false,
    pixelRatio: PIXEL_RATIO,
  });
  const canvas = drawChart({ ...setup, plugins: [paper, footOf(input.provenance), ...(setup.plugins ?? [])] }, SIZE);
  return new Uint8Array(canvas.toBuffer('image/png'));
}

/** A figure has a ground of its own: it may be put on any page. */
const paper = {
  id: 'paper',
  beforeDraw({ ctx, width, height }: { ctx: CanvasRenderingContext2D; width: number; height: number }) {
    ctx.save();
    ctx.fillStyle = paletteFor('light').roles.surface;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};

/** A line at the foot, left of the title of the axis. */
function footOf(text: string) {
  return {
    id: 'foot',
    afterDraw({ ctx, height }: { ctx: CanvasRenderingContext2D; height: number }) {
      ctx.save();
      ctx.fillStyle = paletteFor('light').roles['ink-2'];
      ctx.font = `11px ${FIGURE_FONTS.ui}`;
      ctx.textBaseline = 'bottom';
      ctx.fillText(text.slice(0, LONGEST_FOOT), FOOT_MARGIN, height - FOOT_MARGIN);
      ctx.restore();
    },
  };
}

function hasExtent(points: Float64Array): boolean {
  return points.length > 0 && extent([points])[0] < extent([points])[1];
}
