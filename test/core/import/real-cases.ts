import type { DerivedColumn, ImportRecipe, PrepareStep } from '../../../core/import/recipe.ts';

/** A place in the raw text: line from 1 as in an editor, cell from 0. */
export type Place = readonly [line: number, cell: number];

/** What one real file must become with the proposed choices and at most those that its README names. */
export interface RealCase {
  /** Below `real/`. */
  readonly file: string;
  readonly recogniser: string | null;
  /** How the raw text is cut by the test itself. */
  readonly cut: { readonly at: string | RegExp; readonly decimalComma?: boolean };
  /** The choices of the README; none when left out. */
  readonly choose?: (recipe: ImportRecipe) => ImportRecipe;
  readonly read: number;
  readonly kept: number;
  readonly trajectories: number;
  readonly timeUnit: string;
  /** Units of the q columns in the file. */
  readonly units: readonly string[];
  /** Where time, every q and every measured p of the first and of the last kept row stand; null where it is computed. */
  readonly first: readonly (Place | null)[];
  readonly last: readonly (Place | null)[];
  /** Seconds per unit of time in the file, where dates became seconds since the first sample. */
  readonly isSinceFirst?: { readonly scale: number };
}

const withRoles = (recipe: ImportRecipe, roles: Partial<ImportRecipe['roles']>): ImportRecipe => ({
  ...recipe,
  roles: { ...recipe.roles, ...roles },
});

const angle = (name: string, x: number, y: number): DerivedColumn => ({
  ...{ kind: 'polar-angle', name, x, y },
  ...{ origin: [0, 0], zero: 'down' },
});
const difference = (name: string, a: number, b: number): DerivedColumn => ({
  ...{ kind: 'combination', name },
  terms: [
    { column: a, factor: 1 },
    { column: b, factor: -1 },
  ],
});
const unwrap = (...columns: number[]): PrepareStep => ({ isOn: true, kind: 'unwrap', columns });

const span = (line: number, ...cells: readonly (number | null)[]): (Place | null)[] =>
  cells.map((cell) => (cell === null ? null : [line, cell]));

/** Bob in Cartesian coordinates: the README names q = atan2(x, −y), p by differentiation. */
const asAngle = (columnCount: number) => (recipe: ImportRecipe) =>
  withRoles(
    { ...recipe, derived: [angle('angle', 1, 2)], steps: [unwrap(columnCount)], masses: [1] },
    { q: [columnCount], p: [] },
  );

const encoder = (run: string, rows: number, unit = 's'): RealCase => ({
  file: `encoder-remote-pendulum/pend00-${run}.csv`,
  recogniser: null,
  cut: { at: ',' },
  ...{ read: rows, kept: rows, trajectories: 1, timeUnit: unit, units: ['rad'] },
  first: span(2, 0, 1, 2),
  last: span(rows + 1, 0, 1, 2),
});

const spring = (grams: number): RealCase => ({
  file: `phyphox-spring-mass-acc/Dinam_${grams}g.csv`,
  recogniser: 'phyphox',
  cut: { at: ',' },
  // Acceleration only, main motion in y: the README names x = −a/ω², and (a, da/dt) is that harmonic pair up to a factor.
  choose: (recipe) => withRoles({ ...recipe, masses: [1] }, { q: [2], p: [] }),
  ...{ read: 500, kept: 500, trajectories: 1, timeUnit: 's', units: ['m/s^2'] },
  first: span(2, 0, 2, null),
  last: span(501, 0, 2, null),
});

const planet = (name: string): RealCase => ({
  file: `horizons-planets/${name}.csv`,
  recogniser: 'horizons',
  cut: { at: ',' },
  ...{ read: 1131, kept: 1131, trajectories: 1, timeUnit: 's', units: ['', '', ''] },
  first: span(2, 0, 2, 3, 4, 5, 6, 7),
  last: span(1132, 0, 2, 3, 4, 5, 6, 7),
  isSinceFirst: { scale: 86_400 },
});

/** Marker positions in pixels × 5 with y downwards, no time: the README names a fixed step, differences and angles. */
const doublePendulum = (file: string, rows: number): RealCase => ({
  file: `ibm-double-pendulum/${file}`,
  recogniser: null,
  cut: { at: ',' },
  choose: (recipe) =>
    withRoles(
      {
        ...recipe,
        time: { kind: 'step', step: 1 / 400, unit: 's' },
        derived: [
          ...[difference('x1', 2, 0), difference('y1', 1, 3), difference('x2', 4, 2), difference('y2', 3, 5)],
          ...[angle('θ1', 6, 7), angle('θ2', 8, 9)],
        ],
        steps: [unwrap(10, 11)],
        masses: [1, 1],
      },
      { q: [10, 11], p: [], dq: [], dp: [], run: null },
    ),
  ...{ read: rows, kept: rows, trajectories: 1, timeUnit: 's', units: ['rad', 'rad'] },
  first: span(1, null, null, null, null, null),
  last: span(rows, null, null, null, null, null),
});

const schmidtLipson = (file: string, rows: number): RealCase => ({
  file: `schmidt-lipson-single/${file}`,
  recogniser: 'schmidt-lipson',
  cut: { at: /\s+/ },
  ...{ read: rows, kept: rows, trajectories: 1, timeUnit: '', units: [''] },
  first: span(2, 1, 2, 3),
  last: span(rows + 1, 1, 2, 3),
});

const cassy = (file: string, rows: number): RealCase => ({
  file: `cassy-torsion-pendulum/${file}`,
  recogniser: 'cassy-lab',
  cut: { at: ';', decimalComma: true },
  // The angular velocity of the first row is blank in each file, and that of the last row too.
  ...{ read: rows, kept: rows - 2, trajectories: 1, timeUnit: 's', units: ['rad'] },
  first: span(3, 0, 3, 4),
  last: span(rows, 0, 3, 4),
});

export const REAL_CASES: readonly RealCase[] = [
  {
    file: 'multiarm-single-pendulum/single_pendulum_id.csv',
    recogniser: null,
    cut: { at: ',' },
    ...{ read: 3668, kept: 3668, trajectories: 4, timeUnit: 's', units: ['rad'] },
    first: span(2, 1, 2, 3),
    last: span(3669, 1, 2, 3),
  },
  ...[cassy('1.1.csv', 4985), cassy('1.3_200mA.csv', 709), cassy('1.3_700mA.csv', 98)],
  ...[encoder('run00', 209), encoder('run01', 190), encoder('run02', 658), encoder('run03', 265)],
  ...[encoder('run04', 751), encoder('run05', 621), encoder('run07', 536)],
  { ...encoder('run06', 1783), trajectories: 3 },
  ...[planet('mars'), planet('jupiter')],
  ...[doublePendulum('0.csv', 17782), doublePendulum('5.csv', 18068)],
  {
    file: 'lynx-hare-1900-1920/predpreyData.csv',
    recogniser: null,
    cut: { at: ',' },
    choose: (recipe) =>
      withRoles(
        {
          ...recipe,
          derived: [
            { kind: 'logarithm', name: 'ln hare', of: 2 },
            { kind: 'logarithm', name: 'ln lynx', of: 1 },
          ],
        },
        { q: [3], p: [4] },
      ),
    ...{ read: 21, kept: 21, trajectories: 1, timeUnit: 'year', units: [''] },
    first: span(2, 0, null, null),
    last: span(22, 0, null, null),
  },
  {
    file: 'phyphox-gyro-pendulum/Gyroscope.csv',
    recogniser: 'phyphox',
    cut: { at: '\t' },
    // p = ω measured, q integrated from it and its drift taken off: 11 repeated time stamps are left out; one falls back onto an earlier one.
    choose: (recipe) =>
      withRoles(
        {
          ...recipe,
          derived: [{ kind: 'combination', name: 'angle', terms: [{ column: 1, factor: 1 }] }],
          steps: [
            { isOn: true, kind: 'integrate', column: 4 },
            { isOn: true, kind: 'detrend', columns: [4] },
          ],
        },
        { q: [4], p: [1] },
      ),
    ...{ read: 17_999, kept: 17_987, trajectories: 1, timeUnit: 's', units: ['rad/s'] },
    first: span(2, 0, null, 1),
    last: span(18_000, 0, null, 1),
  },
  {
    file: 'phyphox-rod-pendulum-acc/data_down_sampled.csv',
    recogniser: 'phyphox',
    cut: { at: ',' },
    choose: (recipe) => withRoles({ ...recipe, masses: [1] }, { q: [1], p: [] }),
    ...{ read: 171, kept: 171, trajectories: 1, timeUnit: 's', units: ['m/s^2'] },
    first: span(2, 0, 1, null),
    last: span(172, 0, 1, null),
  },
  ...[spring(190), spring(253), spring(278), spring(342)],
  ...[schmidtLipson('real_pend_h_1.txt', 556), schmidtLipson('real_linear_h_1.txt', 870)],
  schmidtLipson('pendulum_h_1.txt', 493),
  {
    file: 'tracker-magnetic-pendulum/mass_A.txt',
    recogniser: 'tracker',
    cut: { at: '\t' },
    // Tracker leaves the velocity of the first and the last row blank.
    ...{ read: 594, kept: 592, trajectories: 1, timeUnit: 's', units: ['', ''] },
    first: span(4, 0, 1, 2, 3, 4),
    last: span(595, 0, 1, 2, 3, 4),
  },
  {
    file: 'tracker-magnetic-pendulum/damping.txt',
    recogniser: 'tracker',
    cut: { at: '\t' },
    ...{ read: 5311, kept: 5311, trajectories: 1, timeUnit: 's', units: ['', ''] },
    first: span(3, 0, 1, 2, null, null),
    last: span(5313, 0, 1, 2, null, null),
  },
  {
    file: 'tracker-magnetic-pendulum/质量A_run1.txt',
    recogniser: 'tracker',
    cut: { at: '\t' },
    // One row without x and y, five without v; the first and the last are among them.
    ...{ read: 2136, kept: 2131, trajectories: 1, timeUnit: 's', units: ['', ''] },
    first: span(4, 0, 1, 2, 3, 4),
    last: span(2137, 0, 1, 2, 3, 4),
  },
  {
    file: 'tracker-string-pendulum/8055.txt',
    recogniser: 'tracker',
    cut: { at: '\t' },
    choose: asAngle(4),
    ...{ read: 4223, kept: 4223, trajectories: 1, timeUnit: 's', units: ['rad'] },
    first: span(3, 0, null, null),
    last: span(4225, 0, null, null),
  },
  {
    file: 'tracker-string-pendulum/AAAtAmp3.txt',
    recogniser: null,
    cut: { at: '\t' },
    choose: asAngle(3),
    ...{ read: 9944, kept: 9944, trajectories: 1, timeUnit: '', units: ['rad'] },
    first: span(1, 0, null, null),
    last: span(9944, 0, null, null),
  },
];
