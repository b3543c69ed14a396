import type { RunConfig } from '../../core/experiment/run-config.ts';

/** A small, quick run on a known system. */
export const pendulumConfig: RunConfig = {
  data: {
    kind: 'system',
    systemId: 'pendulum',
    params: { mass: 1, length: 1, gravity: 1, frequency: 1 },
    samples: 200,
    testSamples: 50,
  },
  method: 'u-swim',
  width: 30,
  seed: 1,
  split: { kind: 'fraction', fraction: 0 },
  solver: { id: 'ridge-qr', ridge: 1e-10 },
  integrator: 'stormer-verlet',
  horizon: 10,
  tolerance: null,
};
