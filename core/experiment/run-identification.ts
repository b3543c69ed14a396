import { CoreError } from '../errors.ts';
import type { ExperimentInput, ExperimentPorts } from './run-experiment.ts';
import type { RunResult } from './run-result.ts';

/** One experiment by the identification from measured motion. @throws CoreError `bad-argument`: not wired to the numerics yet */
export function runIdentification({ config }: ExperimentInput, ports: ExperimentPorts): RunResult {
  ports.report({ phase: 'prepare', fraction: null });
  throw new CoreError('bad-argument', `'${config.method}' cannot be run yet.`);
}
