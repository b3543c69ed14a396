import type { MethodDescription } from '../../service/api/index.ts';
import type { MetricName, MetricSplit, RunPhase, RunStatus, SolveTiming } from '../state/contract-types.ts';

/** What a phase of a run does, as a verb in -ing: shown while it runs and beside its time. */
export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  prepare: 'Preparing data',
  'approximate-fit': 'First solve',
  sample: 'Sampling neurons',
  solve: 'Solving',
  train: 'Training',
  evaluate: 'Measuring errors',
  predict: 'Predicting motion',
  assess: 'Judging how far to trust it',
};

/** The parts of a linear solve. */
export const SOLVE_PART_WORDS: Readonly<Record<SolveTiming['part'], string>> = {
  sketch: 'Slopes and sketch',
  factor: 'Factorisation',
  iterate: 'LSQR',
  residual: 'Residual',
  decompose: 'Decomposition',
};

/** Name of a phase under its bar. */
export const PHASE_NAMES: Readonly<Record<RunPhase, string>> = {
  prepare: 'Prepare',
  'approximate-fit': 'First solve',
  sample: 'Sample',
  solve: 'Solve',
  train: 'Train',
  evaluate: 'Evaluate',
  predict: 'Predict',
  assess: 'Judge',
};

interface MetricWords {
  readonly label: string;
  readonly definition: string;
  /** How the value is written. */
  readonly kind: 'relative' | 'time' | 'absolute';
}

/** Name, meaning and kind of every metric. */
export const METRIC_WORDS: Readonly<Record<MetricName, MetricWords>> = {
  'vector-field-error': {
    label: 'Error of the vector field',
    definition: '‖J∇Ĥ − ẋ‖₂ / ‖ẋ‖₂ over all entries, nothing centred',
    kind: 'relative',
  },
  'gradient-error': {
    label: 'Error of the gradient',
    definition: '‖∇Ĥ − ∇H‖₂ / ‖∇H‖₂ over all entries, nothing centred',
    kind: 'relative',
  },
  'hamiltonian-error': {
    label: 'Error of H',
    definition: '‖Ĥ − H‖₂ / ‖H‖₂, nothing centred',
    kind: 'relative',
  },
  'corrected-hamiltonian-error': {
    label: 'Error of H, corrected',
    definition: '‖Ĥ + (h/2) [g − g(x₀)] − H‖₂ / ‖H‖₂, g = ∂Ĥ/∂q·∂Ĥ/∂p, h the time between the two states of a pair',
    kind: 'relative',
  },
  'energy-drift': {
    label: 'Energy drift',
    definition: 'max |Ĥ(t) − Ĥ(0)| along the learned motion, divided by the range of Ĥ over the training states',
    kind: 'relative',
  },
  'energy-drift-slope': {
    label: 'Energy drift that grows',
    definition:
      '|slope| of the line through Ĥ(t) along the learned motion times its length, divided by the range of Ĥ over the training states',
    kind: 'relative',
  },
  'energy-band': {
    label: 'Energy band',
    definition: 'half of max − min of Ĥ(t) about that line, divided by the range of Ĥ over the training states',
    kind: 'relative',
  },
  'true-energy-drift': {
    label: 'Drift of the true energy',
    definition: 'max |H(x̂(t)) − H(x̂(0))| along predicted motions, divided by the range of H over the training states',
    kind: 'relative',
  },
  'lyapunov-time': {
    label: 'Lyapunov time',
    definition: '1/λ, λ the largest Lyapunov exponent: the time in which neighbouring motions part by a factor e',
    kind: 'time',
  },
  'valid-prediction-time': {
    label: 'Valid prediction',
    definition:
      'shortest time until the predicted q leaves the tolerance around the compared one, among the motions that were lost; the full length when none was',
    kind: 'time',
  },
  'trajectory-error': {
    label: 'Error along the motion',
    definition: '‖x̂ − x‖₂ / ‖x‖₂ over all compared states',
    kind: 'relative',
  },
  'largest-distance': {
    label: 'Largest distance',
    definition: 'largest |x̂(t) − x(t)|₂ over all compared states, in the units of the data',
    kind: 'absolute',
  },
};

/** Which points a metric speaks of. */
export const SPLIT_WORDS: Readonly<Record<MetricSplit, string>> = {
  train: 'training',
  'held-out': 'held out',
  model: 'model alone',
};

/** A run's status in one word. */
export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  queued: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

/** Counts a noun: `1 run`, `3 runs`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Phases a method goes through, in order: it is trained, or sampled and solved; only methods that need values of H solve twice. */
export function phasesOf({
  needs,
  isTrained,
  isForMeasurements,
}: Pick<MethodDescription, 'needs' | 'isTrained' | 'isForMeasurements'>): readonly RunPhase[] {
  if (isForMeasurements) return ['prepare', 'solve', 'evaluate', 'predict', 'assess'];
  if (isTrained) return ['prepare', 'train', 'evaluate', 'predict'];
  return needs === 'approximate-values'
    ? ['prepare', 'approximate-fit', 'sample', 'solve', 'evaluate', 'predict']
    : ['prepare', 'sample', 'solve', 'evaluate', 'predict'];
}

/** A text cut after its first sentence; the rest is '' where there is one alone. */
export function firstSentence(text: string): readonly [first: string, rest: string] {
  const end = /[.!?](?=\s)/.exec(text);
  return end === null ? [text, ''] : [text.slice(0, end.index + 1), text.slice(end.index + 1).trim()];
}
