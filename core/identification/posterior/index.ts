// What is still open about an identified model: samples of its coefficients, and bands of energies and motions. No fitting, no judging. Another band is
// a file here.
export { energyDeviations, gradientDeviations } from './energy-band.ts';
export { exchangeable } from './exchangeable.ts';
export type { ExchangeableModel } from './exchangeable.ts';
export { BAND_SHARES, HALF_WIDTH_90, quantile } from './quantile.ts';
export { rolloutBand } from './rollout-band.ts';
export type { RolloutBand, RolloutInput } from './rollout-band.ts';
export { linearDeviation, sampleCoefficients } from './sample-coefficients.ts';
export type { StateBox } from './sample-motion.ts';
export { timeUntilWide } from './time-until-wide.ts';
