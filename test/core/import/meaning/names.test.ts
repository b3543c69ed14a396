import { expect, test } from 'vitest';
import { splitName, unitOfName } from '../../../../core/import/meaning/names.ts';

test.each([
  // phyphox, plain hand-written tables, MATLAB
  ['Time (s)', 'Time', '', 's'],
  ['theta [rad]', 'theta', '', 'rad'],
  ['Gyroscope x (rad/s)', 'Gyroscope', 'x', 'rad/s'],
  ['Linear Acceleration x (m/s^2)', 'Linear Acceleration', 'x', 'm/s^2'],
  ['Absolute acceleration (m/s^2)', 'Absolute acceleration', '', 'm/s^2'],
  ['omega_rad_s', 'omega', '', 'rad/s'],
  ['v_m_per_s', 'v', '', 'm/s'],
  ['time_s', 'time', '', 's'],
  ['t_ms', 't', '', 'ms'],
  ['time_min', 'time', '', 'min'],
  ['Time, s', 'Time', '', 's'],
  ['Winkel (°)', 'Winkel', '', '°'],
  ['Stoß µT', 'Stoß', '', 'µT'],
  ['Winkel φ in rad', 'Winkel', 'φ', 'rad'],
  // CASSY Lab
  ['Zeit t / s', 'Zeit', 't', 's'],
  ['Weg &b_A1 / rad', 'Weg', 'β_A1', 'rad'],
  ['zeiliche Ableitung w_1 / rad/s', 'zeiliche Ableitung', 'w_1', 'rad/s'],
  ['Neue Größe f_2 / V', 'Neue Größe', 'f_2', 'V'],
  // a remote laboratory
  ['AngVel/rad/s', 'AngVel', '', 'rad/s'],
  ['dx/dt / m/s', 'dx/dt', '', 'm/s'],
  // Tracker, Horizons, others
  ['v_{x}', 'v_{x}', '', ''],
  ['JDTDB', 'JDTDB', '', ''],
  ['VX', 'VX', '', ''],
  [' Lynx', 'Lynx', '', ''],
  ['q1_dot', 'q1_dot', '', ''],
  ['thetadot', 'thetadot', '', ''],
  ['theta[0]', 'theta0', '', ''],
  ['Position x', 'Position', 'x', ''],
  ['seconds', 'seconds', '', 'seconds'],
  ['Year', 'Year', '', 'year'],
  ['', '', '', ''],
])('%j is %j, %j in %j', (name, quantity, symbol, unit) => {
  expect(splitName(name)).toEqual({ quantity, symbol, unit, run: '' });
});

test.each([
  ['Latest: Time (s)', 'Time', 's', 'Latest'],
  ['Run 1: Position (m)', 'Position', 'm', 'Run 1'],
  ['"Time (s) Run #1"', 'Time', 's', 'Run #1'],
  ['Velocity (m/s) Run #2', 'Velocity', 'm/s', 'Run #2'],
])('%j belongs to a run', (name, quantity, unit, run) => {
  expect(splitName(name)).toEqual({ quantity, symbol: '', unit, run });
});

test.each([
  'dq/dt',
  'x/y',
  'mass_A',
  'U_V',
  'x_min',
  'x max',
  'Series A',
  'Calendar Date (TDB)',
  'q (2)',
  'C:\\Windows\\win.ini',
  '../../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  '('.repeat(100_000),
  'a '.repeat(100_000),
  `x [${'('.repeat(150)}]`,
])('%.40j has no unit', (name) => {
  expect(unitOfName(name)).toBe('');
});
