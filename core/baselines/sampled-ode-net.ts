import { CoreError } from '../errors.ts';
import type { FitDiagnostics } from '../experiment/run-result.ts';
import { checkFit } from '../fit/check-fit.ts';
import { writeFeatures } from '../network/hidden-layer.ts';
import type { HiddenLayer } from '../network/hidden-layer.ts';
import { parameterCount } from '../network/multilayer-network.ts';
import { createRandom } from '../random.ts';
import { elm } from '../samplers/elm.ts';
import { solveLeastSquares } from '../solvers/index.ts';
import type { LeastSquaresProblem, LeastSquaresSolution } from '../solvers/index.ts';
import type { Baseline, BaselineInput } from './baseline.ts';

/**
 * f(x) = C [tanh(W x + b), 1]: the hidden layer of the sampler ELM, as published, then one linear least-squares solve of ẋ per component, K rows and
 * N + 1 columns each. The sampled network without an energy.
 */
export const sampledOdeNet: Baseline = {
  id: 'sampled-ode-net',
  label: 'Sampled ODE-net',
  summary:
    'Learns the motion itself, without an energy, from random features (ELM) and linear solves. As quick as the sampled network, but its long motions drift.',
  formula: 'min |ẋ − C [tanh(Wx + b), 1]|², wⱼₖ ~ N(0, 1), bⱼ ~ U(low, high)',
  isTrained: false,
  hasHamiltonian: false,
  fit: (input) => {
    const { samples, width, seed, box, solver, report, now } = input;
    checkSize(input);
    const size = 2 * samples.dof;
    const start = now();
    report({ phase: 'sample', fraction: null });
    const layer = elm.sample({ ...samples, width, box, values: null, random: createRandom(seed, 'hidden-layer') });
    const sampled = now();
    const solutions = Array.from({ length: size }, (_, component) =>
      solveLeastSquares(fieldProblem(layer, input, component), solver, {
        ...(input.team && { team: input.team }),
        report: (fraction) => {
          report({ phase: 'solve', fraction: fraction === null ? null : (component + fraction) / size });
        },
      }),
    );
    const network = { activation: 'tanh', sizes: [size, width, size], parameters: joined(layer, solutions) } as const;
    return {
      model: { kind: 'network-field', dof: samples.dof, network },
      history: null,
      diagnostics: diagnosticsOf(solutions, samples.count, width + 1),
      timings: [
        { phase: 'sample', ms: sampled - start },
        { phase: 'solve', ms: now() - sampled },
      ],
      notes: [],
    };
  },
};

function checkSize({ samples, width }: BaselineInput): void {
  checkFit(samples, width, elm);
  if (width + 1 <= samples.count) return;
  throw new CoreError(
    'too-wide',
    `${width} neurons have ${width + 1} unknowns per component, but ${samples.count} samples give only as many equations.`,
    {
      hint: `Choose a width of at most ${samples.count - 1}, or give more samples.`,
      context: { width, samples: samples.count },
    },
  );
}

/** Rows [φ(xᵢ), 1 | ẋᵢₖ] of one component k. */
function fieldProblem(layer: HiddenLayer, { samples }: BaselineInput, component: number): LeastSquaresProblem {
  const { width } = layer;
  const size = 2 * samples.dof;
  return {
    rows: samples.count,
    columns: width + 1,
    writeRows: (from, to, out) => {
      for (let i = from, at = 0; i < to; i++, at += width + 2) {
        writeFeatures(layer, samples.states, i * size, out.subarray(at, at + width));
        out[at + width] = 1;
        out[at + width + 1] = samples.derivatives[i * size + component]!;
      }
    },
  };
}

/** Parameters of the whole network. @throws CoreError `not-finite` when a solution overflowed */
function joined({ width, weights, biases }: HiddenLayer, solutions: readonly LeastSquaresSolution[]) {
  const size = solutions.length;
  const parameters = new Float64Array(parameterCount([size, width, size]));
  parameters.set(weights);
  parameters.set(biases, weights.length);
  const outputAt = weights.length + width;
  for (const [k, { coefficients }] of solutions.entries()) {
    parameters.set(coefficients.subarray(0, width), outputAt + k * width);
    parameters[outputAt + size * width + k] = coefficients[width]!;
  }
  if (!parameters.every(Number.isFinite)) {
    throw new CoreError('not-finite', 'The solution of the fit is not finite.', {
      hint: 'Scale the data to moderate numbers, or choose fewer neurons.',
    });
  }
  return parameters;
}

/** One matrix, several right-hand sides: norms are taken over all of them. */
function diagnosticsOf(solutions: readonly LeastSquaresSolution[], rows: number, columns: number): FitDiagnostics {
  const { rankEstimate, conditionEstimate, regularisation } = solutions[0]!;
  return {
    rows,
    columns,
    rankEstimate,
    conditionEstimate,
    regularisation,
    residualNorm: Math.hypot(...solutions.map(({ residualNorm }) => residualNorm)),
    coefficientNorm: Math.hypot(...solutions.map(({ coefficientNorm }) => coefficientNorm)),
    iterations: Math.max(...solutions.map(({ iterations }) => iterations)),
    optimality: Math.max(...solutions.map(({ optimality }) => optimality)),
    parts: solutions.flatMap(({ parts }) => parts),
  };
}
