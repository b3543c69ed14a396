import type { LossHistory } from '../core/baselines/baseline.ts';
import type { Metric, MetricName, MetricSplit } from '../core/experiment/run-result.ts';
import { formatNumber as numberInSentence } from '../service/measured.ts';
import type { RunDetail, RunSummary } from '../service/api/index.ts';
import { PHASE_NAMES } from './progress.ts';

const METRIC_NAMES: Readonly<Record<MetricName, string>> = {
  'vector-field-error': 'vector field error',
  'gradient-error': 'gradient error',
  'hamiltonian-error': 'H error',
  'corrected-hamiltonian-error': 'H error, corrected',
  'energy-drift': 'energy drift',
  'energy-drift-slope': 'energy drift that grows',
  'energy-band': 'energy band',
  'true-energy-drift': 'drift of the true energy',
  'lyapunov-time': 'Lyapunov time',
  'valid-prediction-time': 'valid prediction time',
  'largest-distance': 'largest distance',
  'trajectory-error': 'trajectory error',
};

/** Metrics in units of the data; the others are ratios. */
const IN_UNITS: ReadonlySet<MetricName> = new Set(['valid-prediction-time', 'lyapunov-time', 'largest-distance']);

/** Why a training ended, after "ended by". */
const END_NAMES: Readonly<Record<LossHistory['end'], string>> = {
  'all-steps': 'its last step',
  'no-improvement': 'no further improvement of the validation loss',
  'time-budget': 'the time budget',
};

const SPLIT_NAMES: Readonly<Record<MetricSplit, string>> = {
  train: 'learned data',
  'held-out': 'held out',
  model: 'learned model',
};

/** Few significant digits for reading; true minus. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return String(value).replace('-', '−');
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? rounded.toExponential() : String(rounded);
  return text.replaceAll('-', '−').replace('e+', 'e');
}

/** A ratio in per cent with a thin space before the sign; very small ones as a power of ten. */
export function formatPercent(ratio: number): string {
  return Math.abs(ratio) >= 1e-5 || ratio === 0 ? `${formatNumber(100 * ratio)}\u2009%` : formatNumber(ratio);
}

/** A ratio always in per cent and as a verdict says numbers: beside others of its kind a power of ten is hard to read. */
export function percent(ratio: number): string {
  const size = Math.abs(ratio);
  return size > 0 && size < 1e-5 ? 'less than 0.001\u2009%' : `${numberInSentence(100 * ratio)}\u2009%`;
}

/** A time taken: `0.42 s`, `12 ms`. */
export function formatDuration(ms: number): string {
  return ms < 100 ? `${formatNumber(ms, 2)} ms` : `${formatNumber(ms / 1000)} s`;
}

/** A metric's value in its unit. */
export function formatMetric({ name, value }: Metric): string {
  return IN_UNITS.has(name) ? formatNumber(value) : formatPercent(value);
}

/** A label and the lines beside it. */
export type Section = readonly [label: string, lines: readonly string[]];

/**
 * A run as a block of labelled lines.
 * @param lossHistory of `run.series`; null for a method that is solved
 * @param identification what is said instead of the verdict, the details of metrics and of the solve; empty for other methods than `measured`
 */
export function describeRun(
  run: RunDetail,
  lossHistory: LossHistory | null,
  identification: readonly Section[] = [],
): string {
  const { split, diagnostics } = run;
  const isMeasured = identification.length > 0;
  const sections: Section[] = [
    ['Run', [`${run.id} (${run.status}), ${run.createdAt}`]],
    ['Data', [run.dataName]],
    [
      'Split',
      split === null
        ? []
        : [`${split.trainSamples} rows to learn, ${split.heldOutSamples} held out. ${split.description}`],
    ],
    ['Method', [describeMethod(run, lossHistory)]],
    ['Training', lossHistory === null ? [] : [describeTraining(lossHistory)]],
    ['Time', isMeasured ? describeTimings(run).slice(0, 1) : describeTimings(run)],
    ...identification,
    ['Results', isMeasured ? groupMetrics(run.metrics) : describeMetrics(run.metrics)],
    ['Solve', diagnostics === null || isMeasured ? [] : describeDiagnostics(diagnostics)],
    ['Verdict', run.verdict === null || isMeasured ? [] : [run.verdict.fact, run.verdict.caveat]],
    ['Notes', run.notes],
    ['Error', run.error === null ? [] : [run.error.message, run.error.hint].filter((line) => line !== '')],
  ];
  return sections.flatMap(([label, lines]) => labelled(label, lines)).join('\n');
}

/** Lines with a label before the first one. */
export function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(9)}${line}`);
}

/** The table of runs, one line each. */
export function describeRuns(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'No runs yet.';
  const rows = runs.map((run) => [
    run.id,
    run.status,
    run.config.method,
    String(run.config.width),
    String(run.config.seed),
    run.fieldError === null ? '' : formatPercent(run.fieldError),
    run.createdAt.slice(0, 16).replace('T', ' '),
    run.dataName,
  ]);
  return table([['id', 'status', 'method', 'width', 'seed', 'field error', 'created (UTC)', 'data'], ...rows]);
}

function describeMethod({ config, identification }: RunDetail, lossHistory: LossHistory | null): string {
  const { method, width, seed, solver, training, integrator } = config;
  const layers =
    training === undefined || training.hiddenLayers === 1 ? '' : ` in each of ${training.hiddenLayers} layers`;
  const strength =
    solver.id === 'truncated-svd' ? `rcond ${formatNumber(solver.rcond)}` : `ridge ${formatNumber(solver.ridge)}`;
  const how =
    lossHistory !== null
      ? 'trained by Adam'
      : identification === null
        ? `${solver.id} with ${strength}`
        : describeRidge(identification);
  return `${method}, ${width} ${width === 1 ? 'neuron' : 'neurons'}${lossHistory === null ? '' : layers}, seed ${seed}; ${how}; ${integrator}`;
}

function describeRidge({ rows, ridge }: NonNullable<RunDetail['identification']>): string {
  return `${rows} rows, ridge by ${ridge.chosenBy}`;
}

/** `trained for 5000 steps in 12 s, loss 3.1e−5, validation loss 4e−5, ended by its last step` */
function describeTraining({ stepsDone, seconds, train, validation, end }: LossHistory): string {
  const losses = [
    ['loss', train.at(-1)],
    ['validation loss', validation.at(-1)],
  ] as const;
  return [
    `trained for ${stepsDone} steps in ${formatDuration(1000 * (seconds.at(-1) ?? 0))}`,
    ...losses.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${formatNumber(value)}`])),
    `ended by ${END_NAMES[end]}`,
  ].join(', ');
}

function describeTimings({ timings }: RunDetail): string[] {
  if (timings.length === 0) return [];
  const total = timings.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `${formatDuration(total)} in all`,
    ...timings.map(({ phase, ms }) => `  ${PHASE_NAMES[phase]}: ${formatDuration(ms)}`),
  ];
}

function describeMetrics(metrics: readonly Metric[]): string[] {
  return metrics.map((metric) => {
    const detail = metric.detail === '' ? '' : ` (${metric.detail})`;
    return `${METRIC_NAMES[metric.name]}, ${SPLIT_NAMES[metric.split]}: ${formatMetric(metric)}${detail}`;
  });
}

/** One line for each kind of metric, without what it was measured over. */
function groupMetrics(metrics: readonly Metric[]): string[] {
  const names = [...new Set(metrics.map(({ name }) => name))];
  return names.map((name) => {
    const values = metrics.filter((metric) => metric.name === name);
    return `${METRIC_NAMES[name]}: ${values.map(({ value, split }) => `${IN_UNITS.has(name) ? numberInSentence(value) : percent(value)} (${SPLIT_NAMES[split]})`).join(', ')}`;
  });
}

function describeDiagnostics({
  rows,
  columns,
  rankEstimate,
  conditionEstimate,
  residualNorm,
  iterations,
  optimality,
  parts,
}: NonNullable<RunDetail['diagnostics']>): string[] {
  const system = `${rows} × ${columns}, rank about ${rankEstimate}, condition about ${formatNumber(conditionEstimate)}, residual ${formatNumber(residualNorm)}`;
  // A direct solver takes no steps, and has nothing left to certify.
  const iteration = iterations ? [`${iterations} ${iterations === 1 ? 'step' : 'steps'} of iteration`] : [];
  const certificate = iterations && optimality !== null ? [`certificate ${formatNumber(optimality)}`] : [];
  const times = (parts ?? []).map(({ part, ms }) => `${part} ${formatDuration(ms)}`);
  const course = [...iteration, ...certificate, ...times].join(', ');
  return course === '' ? [system] : [system, course];
}

/** Columns side by side, two blanks between them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
