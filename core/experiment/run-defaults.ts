import { TRAINING_DEFAULTS } from '../baselines/index.ts';
import type { TrainingConfig } from '../baselines/index.ts';
import { IDENTIFICATION_DEFAULTS } from '../identification/options.ts';
import type { IdentificationOptions } from '../identification/options.ts';
import type { SolverConfig } from './run-config.ts';

/** What a run is made of when nobody chooses: one place for the page and the command line, so that the same data give the same run. */
export interface RunDefaults {
  /** For known systems. */
  readonly method: string;
  /** For data sets. */
  readonly datasetMethod: string;
  readonly width: number;
  readonly seed: number;
  readonly integrator: string;
  /** A solver with a ridge. */
  readonly solver: Extract<SolverConfig, { readonly ridge: number }>['id'];
  /** Share of a data set that is held out. */
  readonly heldOutShare: number;
  /** Relative ridge for measured data and for exact samples of a known system. */
  readonly ridge: { readonly dataset: number; readonly system: number };
  readonly rcond: number;
  /** Points drawn from a known system for training and for testing. */
  readonly samples: number;
  readonly testSamples: number;
  /** For methods trained by gradient descent. */
  readonly training: TrainingConfig;
  /** For the method of data sets: neurons for one degree of freedom and for more, and what it is asked for. */
  readonly identificationWidth: { readonly one: number; readonly more: number };
  readonly identification: IdentificationOptions;
}

/**
 * Exact derivatives ask for a ridge at rounding level, 2⁻⁵². Measured ones do not carry those digits: there it only lets the coefficients
 * grow to 10¹², and the learned gradient with its rounding noise makes the energy of a long motion drift. On an encoder-recorded
 * pendulum with 300 neurons, 10⁻¹² instead of 2⁻⁵² changed the field's error on a held-out run from 1.73 to 1.80 % and the energy
 * drift over 100 s from 0.10 to 0.005 % (measured).
 */
export const RUN_DEFAULTS: RunDefaults = {
  method: 'a-swim',
  datasetMethod: 'measured',
  width: 200,
  seed: 1,
  integrator: 'stormer-verlet',
  solver: 'sketched-qr',
  heldOutShare: 0.2,
  ridge: { dataset: 1e-12, system: 2 ** -52 },
  rcond: 1e-13,
  samples: 2000,
  testSamples: 1000,
  training: TRAINING_DEFAULTS,
  identificationWidth: { one: 100, more: 250 },
  identification: IDENTIFICATION_DEFAULTS,
};
