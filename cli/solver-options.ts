import type { SolverConfig } from '../core/experiment/run-config.ts';
import type { Catalog } from '../service/api/index.ts';
import { UsageError, type OptionSpec, type OptionValues } from './command.ts';

const SOLVERS = ['sketched-qr', 'ridge-qr', 'lsqr', 'truncated-svd'] as const;

/** How the last layer of a network is solved. */
export const SOLVER_OPTIONS = {
  solver: {
    value: 'ID',
    help: 'for networks and sampled-ode-net: sketched-qr (default), ridge-qr, lsqr or truncated-svd',
  },
  ridge: { value: 'X', help: 'its ridge relative to the norm of the matrix; default: 1e-12' },
  rcond: { value: 'X', help: 'its cut-off of the singular values relative to the largest; default: 1e-13' },
} as const satisfies Record<string, OptionSpec>;

/** What was said about the solve; null where nothing was. */
export interface SolverRequest {
  readonly id: SolverConfig['id'] | null;
  readonly ridge: number | null;
  readonly rcond: number | null;
}

/** What the options say. @throws UsageError */
export function readSolver(options: OptionValues): SolverRequest {
  const id = options.has('solver') ? options.choice('solver', SOLVERS, 'sketched-qr') : null;
  const ridge = options.number('ridge', { atLeast: 0 });
  const rcond = options.number('rcond', { atLeast: 0 });
  if (id !== 'truncated-svd' && rcond !== null) throw new UsageError('--rcond belongs to --solver truncated-svd.');
  if (id === 'truncated-svd' && ridge !== null)
    throw new UsageError('--ridge does not belong to --solver truncated-svd.');
  return { id, ridge, rcond };
}

/** Refuses options of a solve that the method does by itself. @throws UsageError */
export function refuseSolver(options: OptionValues, method: string): void {
  const given = ['solver', 'ridge', 'rcond'].find((name) => options.has(name));
  if (given === undefined) return;
  throw new UsageError(
    `--${given} does not belong to --method ${method}, which chooses its ridge; say --method a-swim.`,
  );
}

/** The solver with what the app proposes where nothing was said. */
export function chooseSolver({ id, ridge, rcond }: SolverRequest, defaults: Catalog['defaults']): SolverConfig {
  return id === 'truncated-svd'
    ? { id, rcond: rcond ?? defaults.rcond }
    : { id: id ?? defaults.solver, ridge: ridge ?? defaults.ridge.dataset };
}
