import type { ChartFonts } from '../../charts/index.ts';

/** The page's faces, read from the style sheet once. */
export function pageFonts(): ChartFonts {
  const style = getComputedStyle(document.documentElement);
  return {
    ui: style.getPropertyValue('--font-ui').trim(),
    math: style.getPropertyValue('--font-math').trim(),
  };
}
