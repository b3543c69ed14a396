/**
 * Times the derivative methods on one long trajectory. `node test/bench/derivatives.ts`. The shortest of three turns in processor time;
 * quote ratios: absolute times belong to the machine.
 */
import { DERIVATIVE_METHODS, chooseDerivative, compareDerivatives } from '../../core/derivatives/index.ts';
import { formatNumber } from '../../core/experiment/format-number.ts';
import { createRandom } from '../../core/random.ts';
import { asText } from './table.ts';

const SAMPLES = 100_000;
const SAMPLES_PER_PERIOD = 80;
const TURNS = 3;

const random = createRandom(1, 'bench');
const times = Float64Array.from({ length: SAMPLES }, (_, i) => i / 100);
const values = times.map((_, i) => Math.sin((2 * Math.PI * i) / SAMPLES_PER_PERIOD) + 0.01 * random.normal());
const input = { times, values, window: null };

const automatic = () => {
  const { method, window } = chooseDerivative([input]);
  method.estimate({ ...input, window });
};
const works = [
  { what: 'auto: choice and estimate', must: '1000 ms', work: automatic },
  ...DERIVATIVE_METHODS.all.map((method) => ({ what: method.label, must: '', work: () => method.estimate(input) })),
  { what: 'comparison of all', must: '', work: () => compareDerivatives([input], null) },
].map((entry) => ({ ...entry, ms: shortest(entry.work) }));
const central = works.find(({ what }) => what === DERIVATIVE_METHODS.get('central').label)!;

console.log(
  asText({
    title: `Derivatives of ${SAMPLES} samples, ${SAMPLES_PER_PERIOD} per period, processor time`,
    head: ['what', 'time', 'per sample', 'to central differences', 'at most'],
    rows: works.map(({ what, ms, must }) => [
      ...[what, `${formatNumber(ms)} ms`, `${formatNumber((1e6 * ms) / SAMPLES)} ns`],
      ...[formatNumber(ms / central.ms), must],
    ]),
    note: '',
  }),
);

function shortest(work: () => void): number {
  let best = Infinity;
  for (let turn = 0; turn < TURNS; turn++) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
