import tokens from './tokens.json' with { type: 'json' };

export type Theme = 'light' | 'dark';
export type MarkerKind = 'circle' | 'triangle' | 'diamond' | 'square' | 'cross' | 'plus' | 'star' | 'ring' | 'none';
export type MapName = 'energy' | 'error' | 'difference' | 'phase';

/** One look per method: colour, dash and marker always together. */
export interface MethodStyle {
  readonly id: string;
  readonly label: string;
  readonly color: string;
  /** Dash pattern in px; empty is solid. */
  readonly dash: readonly number[];
  readonly marker: MarkerKind;
  readonly lineWidth: number;
}

/** Colours of the roles a chart draws with. The page's style sheet holds the same values (tested). */
export interface RoleColors {
  readonly surface: string;
  readonly raised: string;
  readonly ink: string;
  readonly 'ink-2': string;
  readonly 'ink-3': string;
  readonly grid: string;
  readonly axis: string;
  readonly accent: string;
  readonly 'accent-line': string;
  readonly 'line-strong': string;
  readonly 'veil-line': string;
}

/** Everything a chart needs to know about colour in one theme. */
export interface Palette {
  readonly theme: Theme;
  readonly roles: RoleColors;
  /** Style of a method id, `truth` or `measurement`; an unknown id is drawn as ink, solid, with a ring. */
  method(id: string): MethodStyle;
  /** 17 equally spaced stops, low end first. */
  map(name: MapName): readonly string[];
}

interface MethodToken {
  readonly label: string;
  readonly light: string;
  readonly dark: string;
  readonly dash: readonly number[] | null;
  readonly marker: string;
  readonly lineWidth: number;
}

const ROLES: Readonly<Record<Theme, RoleColors>> = {
  light: {
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    ink: '#14191D',
    'ink-2': '#434E57',
    'ink-3': '#5D6870',
    grid: '#E8EBED',
    axis: '#9AA4AB',
    accent: '#0B6470',
    'accent-line': '#6BA9B0',
    'line-strong': '#BCC4C9',
    'veil-line': 'rgba(20,25,29,.16)',
  },
  dark: {
    surface: '#171B1E',
    raised: '#1F2428',
    ink: '#E9EDEF',
    'ink-2': '#B6C0C7',
    'ink-3': '#919CA4',
    grid: '#23292D',
    axis: '#56616A',
    accent: '#5CC3CD',
    'accent-line': '#2F7C86',
    'line-strong': '#434C53',
    'veil-line': 'rgba(233,237,239,.15)',
  },
};

const METHODS: Readonly<Record<string, MethodToken>> = tokens.methods;

/** The palette of a theme. Exported figures always take `light`. */
export function paletteFor(theme: Theme): Palette {
  return {
    theme,
    roles: ROLES[theme],
    method(id) {
      const token = METHODS[id];
      if (token === undefined) {
        return { id, label: id, color: ROLES[theme].ink, dash: [], marker: 'ring', lineWidth: 1.75 };
      }
      return {
        id,
        label: token.label,
        color: token[theme],
        dash: token.dash ?? [],
        // The token file lists exactly these words; the test over all tokens proves it.
        marker: token.marker as MarkerKind,
        lineWidth: token.lineWidth,
      };
    },
    map: (name) => tokens.maps[name][theme],
  };
}

/** Ids that have a style, in the order of the token file. */
export const STYLED_METHODS: readonly string[] = Object.keys(METHODS);

/** Colour of a map at `position` in [0, 1], linear in sRGB between stops; values outside are clamped. */
export function mapColor(stops: readonly string[], position: number): string {
  const scaled = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(scaled));
  const from = channels(stops[low]!);
  const to = channels(stops[low + 1]!);
  const mixed = from.map((value, k) => Math.round(value + (to[k]! - value) * (scaled - low)));
  return `rgb(${mixed.join(', ')})`;
}

/** The same colour with an opacity. */
export function withAlpha(hex: string, alpha: number): string {
  return `rgba(${channels(hex).join(', ')}, ${alpha})`;
}

/** Red, green and blue of `#RRGGBB`, 0 to 255. */
export function channels(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
