import { expect, test } from 'vitest';
import { identify } from '../../cli/commands/identify.ts';
import { parseCommandLine } from '../../cli/command.ts';
import { checkIdentification, chooseIdentification, readIdentification } from '../../cli/identification-options.ts';
import { IDENTIFICATION_DEFAULTS } from '../../core/identification/index.ts';
import type { ImportReport } from '../../core/import/import-report.ts';

/** Ten samples per unit of time. */
const report = { trajectories: [{ step: { min: 0.1, median: 0.1, max: 0.1 } }] } as unknown as ImportReport;
const labels = { time: 't', q: ['x', 'y'], p: ['px', 'py'] };

/** What happens to options before anything is stored, for x and y and their momenta, or the first coordinates alone. */
function check(args: readonly string[], { dof, hasMomenta }: { dof: number; hasMomenta: boolean }): void {
  const input = parseCommandLine(identify, args);
  if (input === 'help') throw new Error('no options');
  const q = Array.from({ length: dof }, (_, k) => k + 1);
  const roles = {
    q,
    p: hasMomenta ? q.map((k) => k + dof) : [],
    dq: [],
    dp: [],
    run: null,
    parameters: [],
    inputs: [],
  };
  const named = { labels: { ...labels, q: labels.q.slice(0, dof) } };
  const request = readIdentification(input.options);
  checkIdentification(chooseIdentification(request, named, roles, IDENTIFICATION_DEFAULTS), roles, report);
}

const FULL = { dof: 1, hasMomenta: true };
const POSITIONS = { dof: 1, hasMomenta: false };

test.each([
  ['--noise 0', FULL, "--noise needs numbers above 0, not '0'."],
  ['--noise 0.01', FULL, '--noise: 1 number is given for the noise; 2 are needed, one for each column of q and p.'],
  ['--noise 1,1', POSITIONS, '--noise: 2 numbers are given for the noise; 1 is needed, one for each column of q.'],
  ['--noise 1,1,1,1 --positions-only', { dof: 2, hasMomenta: true }, '2 are needed, one for each column of q.'],
  ['--mass-ratio', { dof: 2, hasMomenta: true }, '--mass-ratio: The ratio of masses can be looked for with positions'],
  ['--mass-ratio', POSITIONS, '--mass-ratio: The ratio of masses can be looked for with positions'],
  ['--positions-only --rows whitened', FULL, '--rows: Rows of the kind whitened need momenta'],
  ['--positions-only --rows exact', FULL, '--rows: Rows of the kind exact need momenta'],
  ['--positions-only --rows integral', FULL, '--rows: Rows of the kind integral need momenta'],
  ['--rows snapshot-pairs', POSITIONS, '--rows: Rows of the kind snapshot-pairs need momenta'],
  ['--rows double-integral', FULL, '--rows: Rows of the kind double-integral are for positions alone.'],
  ['--torque', FULL, '--torque: A constant torque needs a coordinate that is an angle of full turns'],
  ['--periodic x,x', FULL, '--periodic: The same degree of freedom is said to be an angle twice.'],
  ['--terms exp-q,exp-q', FULL, '--terms: The same term of H is named twice.'],
  ['--roughness 1000', FULL, '--roughness: The roughness must be above 0 and at most 100, not 1000.'],
  ['--window-periods 2000', FULL, '--window-periods: The length of a window in periods must be above 0 and at most'],
  ['--drive 5', FULL, '--drive: A drive at 5 cannot be told from a slower one: half of the sampling rate is 5 cycles'],
  ['--drive 0', FULL, "--drive needs frequencies above 0, not '0'."],
  ['--drive -1', FULL, "--drive needs frequencies above 0, not '-1'."],
])('%s with %j is refused', (args, data, words) => {
  expect(() => {
    check(args.split(' '), data);
  }).toThrow(words);
});

test.each([
  ['--noise 0.1,0.2 --drive 4.9 --periodic x --torque --terms exp-q,exp-p --rows integral', FULL],
  ['--noise 0.1 --rows double-integral', POSITIONS],
  ['--mass-ratio --periodic x,y', { dof: 2, hasMomenta: false }],
])('%s with %j is taken', (args, data) => {
  expect(() => {
    check(args.split(' '), data);
  }).not.toThrow();
});
