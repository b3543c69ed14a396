import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type Canvas } from '@napi-rs/canvas';
import { Chart, type ChartFonts } from '../../charts/index.ts';
import { AppError } from '../api/index.ts';

type ChartSetup = ConstructorParameters<typeof Chart>[1];

export const FIGURE_FONTS: ChartFonts = { ui: '"Phasewright Sans"', math: '"Phasewright Math"' };

const FACES: readonly (readonly [file: string, family: string])[] = [
  ['DejaVuSans.ttf', 'Phasewright Sans'],
  ['DejaVuSans-Bold.ttf', 'Phasewright Sans'],
  ['DejaVuSerif-Italic.ttf', 'Phasewright Math'],
];
let hasFonts = false;

/** Draws a chart of fixed size. @param size CSS pixels of both sides   @param scale device pixels per CSS pixel */
export function drawChart(setup: ChartSetup, size: { width: number; height: number }): Canvas {
  registerFonts();
  const canvas = createCanvas(size.width, size.height);
  // Chart.js uses exactly the 2D context's standard calls, which this canvas provides.
  const chart = new Chart(canvas.getContext('2d') as unknown as CanvasRenderingContext2D, setup);
  chart.draw();
  chart.stop();
  return canvas;
}

function registerFonts(): void {
  if (hasFonts) return;
  const resolve = createRequire(import.meta.url).resolve;
  for (const [file, family] of FACES) {
    // Read by us, not by the native code: inside the desktop package the file lies in an archive that only Node's `fs` can open.
    if (GlobalFonts.register(readFileSync(resolve(`dejavu-fonts-ttf/ttf/${file}`)), family) === null) {
      throw new AppError('unexpected', `The font ${file} of this installation cannot be read.`, {
        hint: 'Install Phasewright again.',
      });
    }
  }
  hasFonts = true;
}
