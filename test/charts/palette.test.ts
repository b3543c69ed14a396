import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapColor, paletteFor, STYLED_METHODS, type Theme } from '../../charts/index.ts';

const css = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8');

/** Custom properties of the block that a selector opens. */
function declared(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]));
}

const SHEETS: readonly (readonly [Theme, Map<string, string>])[] = [
  ['light', declared(':root')],
  ['dark', declared(":root[data-theme='dark']")],
];

describe.each(SHEETS)('palette %s', (theme, sheet) => {
  const palette = paletteFor(theme);
  const sameColor = (value: string | undefined): string =>
    (value ?? '').toLowerCase().replace(/\s/g, '').replace(/\b0\./g, '.');

  it('has the role colours of the style sheet', () => {
    for (const [role, color] of Object.entries(palette.roles)) {
      expect(sameColor(sheet.get(role)), role).toBe(sameColor(String(color)));
    }
  });

  it('has the method colours of the style sheet', () => {
    expect(STYLED_METHODS.length).toBe(10);
    for (const id of STYLED_METHODS)
      expect(sameColor(sheet.get(`m-${id}`)), id).toBe(sameColor(palette.method(id).color));
  });

  it('tells any two methods apart without colour', () => {
    const looks = STYLED_METHODS.map((id) => palette.method(id)).map(
      ({ dash, marker }) => `${dash.join(' ')}/${marker}`,
    );
    expect(new Set(looks).size).toBe(looks.length);
  });
});

describe('colour maps', () => {
  it('mixes linearly between stops and clamps outside', () => {
    expect(mapColor(['#000000', '#C86432'], 0.5)).toBe('rgb(100, 50, 25)');
    expect(mapColor(['#000000', '#C86432'], 7)).toBe('rgb(200, 100, 50)');
    expect(mapColor(['#000000', '#C86432'], -1)).toBe('rgb(0, 0, 0)');
  });

  it('draws an unknown method in ink instead of failing', () => {
    expect(paletteFor('light').method('next-year').color).toBe(paletteFor('light').roles.ink);
  });
});
