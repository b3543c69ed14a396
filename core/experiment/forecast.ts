import { TRAINING_DEFAULTS } from '../baselines/index.ts';
import type { TrainingConfig } from '../baselines/training-config.ts';
import { firstPassSize } from '../fit/first-pass.ts';
import { findMethod } from './methods.ts';
import type { ProblemShape } from '../solvers/sizes.ts';
import { NO_WORK, solveWork } from '../solvers/solve-work.ts';
import type { SolveWork } from '../solvers/solve-work.ts';
import type { RunConfig } from './run-config.ts';

/** What a run would cost, before it starts. Seconds depend on the machine and are the service's to say. */
export interface CostForecast {
  /** Rows and columns of the linear system; for a trained network the numbers of one batch and its parameters. */
  readonly rows: number;
  readonly columns: number;
  /** Peak of the arrays of one solve, or of the training. */
  readonly bytes: number;
  /** Work of all solves together; for a trained network nothing. */
  readonly work: SolveWork;
  /** Floating-point operations outside the solves, in plain code: all steps of a training. */
  readonly flops: number;
  /** 0 for a trained network. */
  readonly solves: number;
}

const BYTES_PER_NUMBER = 8;

/** What the machine grants a solve; neither changes a digit. */
export interface SolveMeans {
  readonly memoryBytes: number;
  readonly threads: number;
}

/**
 * Rows 2dK + 1 and columns N + 1 of the linear system, its memory and its work, see `solveWork`; the first pass of A-SWIM is a smaller solve. A sampled
 * ODE-net has K rows and one solve for each of its 2d outputs. For measured motion see `forecastIdentification`, for a network trained by Adam see `forecastTraining`.
 * @param sampleCount K, training samples
 */
export function forecastCost(config: RunConfig, sampleCount: number, dof: number, means: SolveMeans): CostForecast {
  const method = findMethod(config.method);
  const size = 2 * dof;
  if (method.kind === 'baseline' && method.baseline.isTrained) {
    const outputs = method.baseline.hasHamiltonian ? 1 : size;
    return forecastTraining(config.training ?? TRAINING_DEFAULTS, { width: config.width, dof, outputs, sampleCount });
  }
  if (method.kind === 'measured') return forecastIdentification(config, sampleCount, dof);
  const isField = method.kind === 'baseline';
  const columns = config.width + 1;
  const shape: ProblemShape = isField
    ? { points: sampleCount, inputs: 0, components: 1, columns, extraRows: 0 }
    : { points: sampleCount, inputs: size, components: size, columns, extraRows: 1 };
  const { bytes, ...whole } = solveWork(config.solver, shape, means);
  const repeats = isField ? size : 1;
  const hasFirstPass = method.kind === 'sampled' && method.sampler.needs === 'approximate-values';
  const parts = Array.from({ length: repeats }, () => whole);
  if (hasFirstPass) parts.push(firstPassWork(config, shape, dof, means));
  const samples = 2 * size * sampleCount;
  return {
    rows: sampleCount * shape.components + shape.extraRows,
    columns,
    bytes: bytes + BYTES_PER_NUMBER * (samples + config.width * (size + 2)),
    work: parts.reduce(addWork),
    flops: 0,
    solves: parts.length,
  };
}

/** The smaller solve, and its Ĥ at all samples: an activation for each neuron, as many as slopes take. */
function firstPassWork({ solver, width }: RunConfig, shape: ProblemShape, dof: number, means: SolveMeans): SolveWork {
  const size = firstPassSize(width, { count: shape.points, dof });
  const work = solveWork(solver, { ...shape, points: size.count, columns: size.width + 1 }, means);
  return addWork(work, { ...NO_WORK, slopes: shape.points * size.width });
}

function addWork(a: SolveWork, b: SolveWork): SolveWork {
  return {
    slopes: a.slopes + b.slopes,
    sketched: a.sketched + b.sketched,
    flops: a.flops + b.flops,
    passed: a.passed + b.passed,
    svdFlops: a.svdFlops + b.svdFlops,
  };
}

/** Solves of an identification: one for Jacobians and one for each roughness that is tried. */
const IDENTIFICATION_SOLVES = 5;

/** Solves without one trajectory each: as many as there are up to eight; most recordings have fewer. */
const LEFT_OUT_SOLVES = 4;

/**
 * What follows the fit, in evaluations of every column: the energy test, horizons and calibration take about so many whatever the data, and a band 120
 * models of four stages for each step. Of all rows about a fifth are steps of a band, because two motions get one and dense rows are passed over.
 * From the processor time of 10 × 200 and 4 × 1000 rows of a pendulum and 4 × 600 of Hénon–Heiles.
 */
const JUDGING = { evaluations: 300_000, evaluationsPerStep: 480, stepsPerRow: 0.2, operations: 160 };

/** Steps times numbers of the model that get no band any more, of two motions, see `motionBand`. */
const MOST_BAND_WORK = 4_000_000;

/**
 * Rows 2dK at most, dK for positions only, fewer where dense rows are averaged; columns are neurons, linear and quadratic terms, and friction. The rows are
 * written twice, plain and whitened, and factored by 2 · rows · columns² operations; bands and what judges the result come on top.
 */
function forecastIdentification({ width, identification }: RunConfig, sampleCount: number, dof: number): CostForecast {
  const channels = identification?.positionsOnly === true ? dof : 2 * dof;
  const neurons = identification?.hasNetwork === false ? 0 : width;
  const columns = neurons + channels + (channels * (channels + 1)) / 2 + dof;
  const rows = channels * sampleCount;
  const numbers = neurons * (channels + 1) + columns;
  const bandSteps = Math.min(JUDGING.stepsPerRow * sampleCount, MOST_BAND_WORK / numbers);
  const evaluations = JUDGING.evaluations + JUDGING.evaluationsPerStep * bandSteps;
  return {
    rows,
    columns,
    bytes: BYTES_PER_NUMBER * 2 * rows * (columns + 1),
    work: NO_WORK,
    flops:
      (IDENTIFICATION_SOLVES + LEFT_OUT_SOLVES) * 2 * rows * columns ** 2 + JUDGING.operations * evaluations * columns,
    solves: IDENTIFICATION_SOLVES,
  };
}

/** Operations that the exponential of one neuron counts for, beside its multiplications. */
const OPERATIONS_PER_ACTIVATION = 20;

/** Passes over the weights in one step: forward, gradient with respect to the input, and the adjoints of both. */
const PASSES = { hamiltonian: 6, field: 3 };

/**
 * Steps × batch × (operations of all passes over the weights, two per weight and pass, and one activation per neuron); memory is some arrays of the
 * activations of one batch and four of the parameters. All steps are counted: a stop by budget or patience comes earlier.
 */
function forecastTraining(
  { steps, batchSize, hiddenLayers }: TrainingConfig,
  size: { readonly width: number; readonly dof: number; readonly outputs: number; readonly sampleCount: number },
): CostForecast {
  const { width, dof, outputs, sampleCount } = size;
  const batch = Math.min(batchSize, sampleCount);
  const weights = width * (2 * dof + (hiddenLayers - 1) * width + outputs);
  const parameters = weights + hiddenLayers * width + outputs;
  const passes = outputs === 1 ? PASSES.hamiltonian : PASSES.field;
  const perPoint = 2 * passes * weights + OPERATIONS_PER_ACTIVATION * hiddenLayers * width;
  return {
    rows: batch * 2 * dof,
    columns: parameters,
    bytes: BYTES_PER_NUMBER * (8 * batch * hiddenLayers * width + 4 * parameters + 4 * dof * sampleCount),
    work: NO_WORK,
    flops: steps * batch * perPoint,
    solves: 0,
  };
}
