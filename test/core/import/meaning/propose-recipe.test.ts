import { describe, expect, test } from 'vitest';
import { proposeRecipe } from '../../../../core/import/meaning/propose-recipe.ts';
import type { ColumnRoles, ImportRecipe, TimeSource } from '../../../../core/import/recipe.ts';
import { PLAIN_FORMAT } from '../../../../core/import/table-format.ts';
import { numbered, previewOf, rowsOf } from './preview-of.ts';

type Cell = number | string | null;

function propose(
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  preset: Partial<ImportRecipe> = {},
): ImportRecipe {
  return proposeRecipe({ ...previewOf(names, rows), format: PLAIN_FORMAT, recogniser: null, preset });
}

/** Rows of which the first column counts and the others swing, each with its own phase: no column is another's slope. */
function swinging(columns: number): number[][] {
  return rowsOf(20, (k) => [k / 10, ...rowsOf(columns - 1, (i) => Math.cos(k / 3 + i / 2))]);
}

const NONE: ColumnRoles = { q: [], p: [], dq: [], dp: [], run: null, parameters: [], inputs: [] };
const at = (column: number): TimeSource => ({ kind: 'column', column, reading: 'number' });
const ROWS: TimeSource = { kind: 'step', step: 1, unit: '' };

describe('names that real tools write', () => {
  test.each<[string, string[], TimeSource, Partial<ColumnRoles>]>([
    ['plain', ['t', 'q', 'p'], at(0), { q: [1], p: [2] }],
    ['remote laboratory', ['Time/s', 'Angle/rad', 'AngVel/rad/s'], at(0), { q: [1], p: [2] }],
    [
      'CASSY Lab',
      [
        'Zeit t / s',
        'Frequenz f / Hz',
        'Spannung U_B1 / V',
        'Weg &b_A1 / rad',
        'zeiliche Ableitung w_1 / rad/s',
        'Neue Größe f_2 / V',
        'FFT f_3 / rad',
      ],
      at(0),
      { q: [3], p: [4] },
    ],
    ['hare and lynx', ['Year', 'Lynx', 'Hare'], at(0), {}],
    ['Tracker, positions', ['t', 'x', 'y', 'func'], at(0), { q: [1, 2] }],
    ['Tracker, velocities', ['t', 'x', 'y', 'v_{x}', 'v_{y}'], at(0), { q: [1, 2], p: [3, 4] }],
    ['Tracker, speed too', ['t', 'x', 'y', 'vx', 'vy', 'v'], at(0), { q: [1, 2], p: [3, 4] }],
    ['phyphox gyroscope', ['Time (s)', 'Gyroscope x (rad/s)', 'Gyroscope y (rad/s)'], at(0), {}],
    ['phyphox acceleration', ['Time (s)', 'Linear Acceleration x (m/s^2)', 'Acceleration y (m/s^2)'], at(0), {}],
    ['Logger Pro', ['Latest: Time (s)', 'Latest: Position (m)', 'Latest: Velocity (m/s)'], at(0), { q: [1], p: [2] }],
    [
      'Capstone, two runs',
      ['Time (s) Run #1', 'Position (m) Run #1', 'Time (s) Run #2', 'Position (m) Run #2'],
      at(0),
      { q: [1] },
    ],
    ['pandas', ['column 1', 'time', 'theta', 'omega'], at(1), { q: [2], p: [3] }],
    ['two pendulums', ['t', 'theta1', 'theta2', 'omega1', 'omega2'], at(0), { q: [1, 2], p: [3, 4] }],
    ['momenta in another order', ['t', 'p_y', 'q_x', 'p_x', 'q_y'], at(0), { q: [2, 4], p: [3, 1] }],
    ['given rates', ['t', 'q', 'p', 'dq/dt', 'dp/dt'], at(0), { q: [1], p: [2], dq: [3], dp: [4] }],
    ['a rate and no momentum', ['t', 'theta', 'thetadot'], at(0), { q: [1], dq: [2] }],
    ['not all momenta', ['t', 'q1', 'q2', 'p1'], at(0), { q: [1, 2] }],
    ['a name twice', ['t', 'q', 'q (2)', 'p', 't (2)'], at(0), { q: [1], p: [3] }],
    ['hostile names', ['t', '../../../etc/passwd', '<img src=x>', '__proto__', 'q', 'p'], at(0), { q: [4], p: [5] }],
    ['a first column that increases', ['frame', 'x'], at(0), { q: [1] }],
    ['an acceleration called x', ['t', 'x (m/s^2)'], at(0), {}],
    ['a voltage called v', ['t', 'x (m)', 'v (V)'], at(0), { q: [1] }],
  ])('%s', (_, names, time, roles) => {
    const recipe = propose(names, swinging(names.length));
    expect(recipe.time).toEqual(time);
    expect(recipe.roles).toEqual({ ...NONE, ...roles });
    expect(recipe.masses).toEqual(recipe.roles.q.map(() => 1));
  });

  test.each(['u', 'u (N)', 'drive', 'Force (N)', 'torque', 'input_1', 'motor', 'Motor angle / rad', 'control input'])(
    'a column called %s beside a position is a known input',
    (name) => {
      const rows = rowsOf(20, (k) => [k / 10, Math.cos(k / 3), Math.cos(2 * k)]);
      expect(propose(['t', 'theta', name], rows).roles).toEqual({ ...NONE, q: [1], inputs: [2] });
    },
  );

  test.each(['U (V)', 'Spannung U / V', 'input error', 'motor current', 'enforced', 'drive letter'])(
    'a column called %s is none',
    (name) => {
      const rows = rowsOf(20, (k) => [k / 10, Math.cos(k / 3), Math.cos(2 * k)]);
      expect(propose(['t', 'theta', name], rows).roles).toEqual({ ...NONE, q: [1] });
    },
  );

  test('a force that follows the position is the spring’s own, and without a position nothing is driven', () => {
    const rows = rowsOf(20, (k) => [k / 10, Math.cos(k / 3), 9.81 - 4 * Math.cos(k / 3) + 0.05 * (k % 2)]);
    expect(propose(['t', 'position', 'force'], rows).roles).toEqual({ ...NONE, q: [1] });
    expect(propose(['t', 'Lynx', 'force'], rows).roles).toEqual(NONE);
  });

  test('the id of a run stands still for a while', () => {
    const rows = rowsOf(20, (k) => [1 + Math.floor(k / 10), k / 100, Math.cos(k), Math.sin(k)]);
    const { time, roles } = propose(['run', 'time_s', 'theta_rad', 'omega_rad_s'], rows);
    expect(time).toEqual(at(1));
    expect(roles).toEqual({ ...NONE, q: [2], p: [3], run: 0 });
  });

  test('a number for every row is no run', () => {
    const rows = rowsOf(20, (k) => [k, k / 100, Math.cos(k)]);
    expect(propose(['id', 't', 'q'], rows).roles.run).toBeNull();
  });

  test('Horizons has Julian dates, a text in the middle and an empty last column', () => {
    const names = ['JDTDB', 'Calendar Date (TDB)', 'X', 'Y', 'Z', 'VX', 'VY', 'VZ', 'LT', 'RG', 'RR', 'column 12'];
    const rows = rowsOf(9, (k) => [2457944.5 + k, 'A.D. 2017-Jul-10', ...rowsOf(9, (i) => Math.cos(k + i)), null]);
    const { time, roles } = propose(names, rows);
    expect(time).toEqual({ kind: 'column', column: 0, reading: 'julian-date' });
    expect(roles).toEqual({ ...NONE, q: [2, 3, 4], p: [5, 6, 7] });
  });

  test('ISO dates are a time, by name or by their look', () => {
    const rows = rowsOf(9, (k) => [Math.cos(k), `2026-03-29T00:59:58.${k}00Z`]);
    const date = { kind: 'column', column: 1, reading: 'date' };
    expect(propose(['q', 'timestamp'], rows).time).toEqual(date);
    expect(propose(['q', 'stamp'], rows).time).toEqual(date);
  });

  test('numbers called time go before dates', () => {
    const rows = rowsOf(9, (k) => [`2026-03-29T00:59:58.${k}00Z`, k / 10, Math.cos(k)]);
    expect(propose(['date', 'time', 'q'], rows).time).toEqual(at(1));
  });

  test('a unit of time makes a time of a column that increases', () => {
    const rows = rowsOf(9, (k) => [k, Math.cos(k), k / 10, Math.sin(k)]);
    expect(propose(['sample', 'q', 'clock (ms)', 'delay (s)'], rows).time).toEqual(at(2));
  });

  test('without a time the rows are counted', () => {
    const rows = rowsOf(9, (k) => [Math.cos(k), Math.sin(k)]);
    expect(propose(['q', 'p'], rows).time).toEqual(ROWS);
  });

  test('a mass is a parameter while it does not change', () => {
    const withMass = (mass: (k: number) => number) => rowsOf(9, (k) => [k / 10, Math.cos(k), mass(k)]);
    expect(
      propose(
        ['t', 'q', 'mass (kg)'],
        withMass(() => 0.2),
      ).roles.parameters,
    ).toEqual([2]);
    expect(
      propose(
        ['t', 'q', 'mass (kg)'],
        withMass((k) => k),
      ).roles.parameters,
    ).toEqual([]);
    expect(
      propose(
        ['t', 'q', 'gain'],
        withMass(() => 0.2),
      ).roles.parameters,
    ).toEqual([]);
  });
});

describe('tables without names', () => {
  // A pendulum of small swings: p = m · dq/dt with m = 3, sampled at 20 times per period and 1.2 periods long.
  const q = (k: number) => 0.2 * Math.cos((2 * Math.PI * k) / 20);
  const p = (k: number) => -0.6 * Math.sin((2 * Math.PI * k) / 20);
  const noise = (k: number) => (k * k * 7) % 5;

  test.each<[string, (k: number) => number[], TimeSource, Partial<ColumnRoles>]>([
    ['t, q', (k) => [k / 10, q(k)], at(0), { q: [1] }],
    ['t, q, p', (k) => [k / 10, q(k), p(k)], at(0), { q: [1], p: [2] }],
    // The bob of a pendulum: y has twice the frequency of x.
    ['t, x, y', (k) => [k / 10, Math.sin(q(k)), -Math.cos(q(k))], at(0), { q: [1, 2] }],
    ['q, p', (k) => [q(k), p(k)], ROWS, { q: [0], p: [1] }],
    ['x, y', (k) => [noise(k), q(k)], ROWS, { q: [0, 1] }],
    ['t, q₁, q₂, p₁, p₂', (k) => [k / 10, q(k), q(3 * k), p(k), p(3 * k)], at(0), { q: [1, 2], p: [3, 4] }],
    ['trial, t, q, v', (k) => [0, k / 10, q(k), p(k)], at(1), { q: [2], p: [3], run: 0 }],
    ['trial, t, q, v, v again, a', (k) => [0, k, q(k), p(k), p(k), -q(k)], at(1), { q: [2], p: [3], run: 0 }],
    // Without a time nothing tells six coordinates from three and their momenta.
    ['six coordinates', (k) => rowsOf(6, (i) => Math.cos(k / 3 + i)), ROWS, { q: [0, 1, 2, 3, 4, 5] }],
    ['nothing', () => [], ROWS, {}],
  ])('%s', (_, row, time, roles) => {
    const rows = rowsOf(24, row);
    const recipe = propose(numbered(rows[0]!.length), rows);
    expect(recipe.time).toEqual(time);
    expect(recipe.roles).toEqual({ ...NONE, ...roles });
  });
});

describe('units', () => {
  const converted = (...names: string[]) =>
    propose(names, swinging(names.length)).columns.map(({ column, unit, toUnit }) => [column, unit, toUnit]);

  test.each<[string, string[], [number, string, string][]]>([
    [
      'degrees stay degrees',
      ['t (s)', 'angle (deg)', 'omega (deg/s)'],
      [
        [0, 's', 's'],
        [1, 'deg', 'deg'],
        [2, 'deg/s', 'deg/s'],
      ],
    ],
    [
      'milliseconds stay milliseconds',
      ['t (ms)', 'x (m)'],
      [
        [0, 'ms', 'ms'],
        [1, 'm', 'm'],
      ],
    ],
    ['unknown units stay', ['t', 'x', 'v (m/s)'], [[2, 'm/s', 'm/s']]],
    [
      'milliseconds beside m/s',
      ['t (ms)', 'x (m)', 'v (m/s)'],
      [
        [0, 'ms', 's'],
        [1, 'm', 'm'],
        [2, 'm/s', 'm/s'],
      ],
    ],
    [
      'km/h beside seconds',
      ['t (s)', 'x (km)', 'v (km/h)'],
      [
        [0, 's', 's'],
        [1, 'km', 'km'],
        [2, 'km/h', 'km/s'],
      ],
    ],
    [
      'hours beside km/h',
      ['time (h)', 'x (km)', 'v (km/h)'],
      [
        [0, 'h', 'h'],
        [1, 'km', 'km'],
        [2, 'km/h', 'km/h'],
      ],
    ],
    [
      'degrees beside rad/s',
      ['t (s)', 'angle (°)', 'omega (rad/s)'],
      [
        [0, 's', 's'],
        [1, '°', 'rad'],
        [2, 'rad/s', 'rad/s'],
      ],
    ],
    [
      'milliseconds beside deg/s',
      ['t (ms)', 'angle (°)', 'omega (°/s)'],
      [
        [0, 'ms', 's'],
        [1, '°', '°'],
        [2, '°/s', '°/s'],
      ],
    ],
    [
      'centimetres beside m/s',
      ['t (s)', 'x (cm)', 'v (m/s)'],
      [
        [0, 's', 's'],
        [1, 'cm', 'm'],
        [2, 'm/s', 'm/s'],
      ],
    ],
    [
      'a momentum in g·cm/s',
      ['t (s)', 'x (cm)', 'p (g*cm/s)'],
      [
        [0, 's', 's'],
        [1, 'cm', 'cm'],
        [2, 'g*cm/s', 'g*cm/s'],
      ],
    ],
    [
      'a column without a role',
      ['t (ms)', 'x (cm)', 'Speed (m/s)'],
      [
        [0, 'ms', 'ms'],
        [1, 'cm', 'cm'],
        [2, 'm/s', 'm/s'],
      ],
    ],
  ])('%s', (_, names, expected) => {
    expect(converted(...names)).toEqual(expected);
  });

  test('each degree of freedom agrees in itself', () => {
    const names = ['t', 'x (cm)', 'y (m)', 'vx (m/s)', 'vy (m/s)'];
    expect(propose(names, swinging(5)).columns.map(({ toUnit }) => toUnit)).toEqual(['m', 'm', 'm/s', 'm/s']);
  });

  test('Julian dates count in seconds, and so must the velocities', () => {
    const rows = rowsOf(9, (k) => [2457944.5 + k, Math.cos(k), Math.sin(k)]);
    const { columns } = propose(['JD', 'X [au]', 'VX [au/d]'], rows);
    expect(columns.map(({ toUnit }) => toUnit)).toEqual(['au', 'au/s']);
  });
});

describe('what a recogniser knows better', () => {
  test('its choices replace ours, and units of single columns are filled in', () => {
    const recipe = propose(['t', 'x', 'v (m/s)'], swinging(3), {
      columns: [{ column: 0, unit: 'ms', toUnit: 'ms' }],
      trajectories: { ...propose(['t'], []).trajectories, atGap: null },
    });
    expect(recipe.trajectories.atGap).toBeNull();
    expect(recipe.columns).toEqual([
      { column: 0, unit: 'ms', toUnit: 's' },
      { column: 2, unit: 'm/s', toUnit: 'm/s' },
    ]);
  });

  test('masses follow its roles, which may name derived columns', () => {
    const recipe = propose(['a', 'b'], swinging(2), {
      derived: [{ kind: 'polar-angle', name: 'q', x: 0, y: 1, origin: [0, 0], zero: 'down' }],
      roles: { ...NONE, q: [2] },
      time: { kind: 'frame', column: 0, rate: 30 },
    });
    expect(recipe).toMatchObject({ roles: { q: [2] }, masses: [1], time: { kind: 'frame', rate: 30 } });
  });
});

test('everything else has a default', () => {
  expect(propose([], [])).toEqual({
    format: PLAIN_FORMAT,
    recogniser: null,
    columns: [],
    derived: [],
    time: ROWS,
    roles: NONE,
    masses: [],
    rows: { bad: 'leave-out', unsorted: 'sort', repeated: 'first' },
    trajectories: {
      atTimeReset: true,
      atGap: 5,
      atBlankLine: false,
      atRepeatedHeader: true,
      sideBySide: null,
      leftOut: [],
    },
    steps: [],
    derivative: { method: 'auto', window: null, ends: 'drop', isSmoothed: false },
    answered: [],
  });
});
