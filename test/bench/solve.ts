/**
 * Times the last-layer solve at the sizes users meet, the streaming ridge QR beside the truncated SVD in the same run, and prints a table and
 * JSON. `npm run bench`. Quote ratios: absolute times belong to the machine and its load.
 */
import { createRandom } from '../../core/random.ts';
import { defaultParams, systems } from '../../core/systems/index.ts';
import { sampleDomain } from '../../core/datasets/index.ts';
import { fitHamiltonian } from '../../core/fit/index.ts';
import { evaluateEnergies } from '../../core/network/index.ts';
import { relativeL2Error } from '../../core/metrics/index.ts';
import { systemFunction } from '../../core/phase-space.ts';
import { samplers } from '../../core/samplers/index.ts';
import type { SolverConfig } from '../../core/experiment/run-config.ts';

const SIZES = [
  { samples: 1000, width: 100 },
  { samples: 2000, width: 300 },
] as const;
const SOLVERS: readonly SolverConfig[] = [
  { id: 'ridge-qr', ridge: 2 ** -52 },
  { id: 'truncated-svd', rcond: 1e-13 },
];
const REPEATS = 3;

const system = systems.get('pendulum');
const params = defaultParams(system);
const truth = systemFunction(system, params);
const state = Float64Array.from(system.referencePoint);
const anchor = { state, value: truth.value(state) };

const rows = SIZES.flatMap(({ samples, width }) => {
  const { train, test } = sampleDomain(system, params, { train: samples, test: 2000 }, createRandom(1, 'data'));
  const exact = Float64Array.from({ length: test.count }, (_, i) =>
    truth.value(test.states.subarray(2 * i, 2 * i + 2)),
  );
  const solved = SOLVERS.map((solver) => ({ solver, seconds: Infinity, error: NaN }));
  // The solvers take turns, so that a change in the machine's load meets both; the minimum is quoted.
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const entry of solved) {
      const { model, timings } = fitHamiltonian({
        samples: train,
        sampler: samplers.get('u-swim'),
        width,
        anchor,
        box: [...system.domain.q, ...system.domain.p],
        solver: entry.solver,
        seed: 1,
        now: () => performance.now(),
      });
      entry.seconds = Math.min(entry.seconds, timings.find(({ phase }) => phase === 'solve')!.ms / 1000);
      entry.error = relativeL2Error(exact, evaluateEnergies(model, test.states, test.count)).value;
    }
  }
  const [qr, svd] = solved;
  return [{ samples, width, matrix: `${2 * samples + 1} × ${width + 1}`, qr, svd, ratio: svd!.seconds / qr!.seconds }];
});

console.table(
  rows.map(({ matrix, qr, svd, ratio }) => ({
    matrix,
    'ridge QR, s': qr!.seconds.toFixed(3),
    'truncated SVD, s': svd!.seconds.toFixed(3),
    'SVD ÷ QR': ratio.toFixed(1),
    'error of H, QR': qr!.error.toExponential(1),
    'error of H, SVD': svd!.error.toExponential(1),
  })),
);
console.log(JSON.stringify(rows));
