// Numbers that compare a prediction with the truth. Pure functions of arrays; what they are computed on is decided in experiment/.
// To add one: write `my-metric.ts`, add one line below, and its name to `MetricName` with the definition.
export { energyDrift } from './energy-drift.ts';
export { relativeL2Error } from './relative-l2-error.ts';
export type { L2Error } from './relative-l2-error.ts';
export { validPredictionTime } from './valid-prediction-time.ts';
export type { ValidTime } from './valid-prediction-time.ts';
