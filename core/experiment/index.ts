// One experiment: its description, its run from data to metrics, its outcome, and the sentence said about it.
// No numerics of its own: it calls datasets, fit, integrators and metrics. A new metric is added where its points are known
// (evaluate-model, compare-motions, test-energy) and listed in `MetricName`.
export { composeVerdict } from './verdict.ts';
export type { Verdict, VerdictInput } from './verdict.ts';
export { decimateKeepingExtremes } from './decimate.ts';
export { forecastCost } from './forecast.ts';
export type { CostForecast } from './forecast.ts';
export { formatNumber, formatRelative } from './format-number.ts';
export type { DataSource, RunConfig, SolverConfig, Split } from './run-config.ts';
export { RUN_DEFAULTS } from './run-defaults.ts';
export type { RunDefaults } from './run-defaults.ts';
export { entryOf, findMethod, findSampleMethod, methods } from './methods.ts';
export type { Method, MethodEntry, SampleMethod } from './methods.ts';
export { motionBand } from './motion-band.ts';
export type { BandInput } from './motion-band.ts';
export { motionLimits } from './motion-limits.ts';
export { runExperiment } from './run-experiment.ts';
export type { ExperimentInput, ExperimentPorts } from './run-experiment.ts';
export type * from './run-result.ts';
