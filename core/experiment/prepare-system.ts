import { coordinateLabels } from '../datasets/coordinate-labels.ts';
import type { Dataset, Samples } from '../datasets/dataset.ts';
import { gatherSamples } from '../datasets/gather-samples.ts';
import { addNoise, addNoiseToPairs } from '../datasets/noise.ts';
import { sampleDomain } from '../datasets/sample-domain.ts';
import { sampleTrajectories } from '../datasets/sample-trajectories.ts';
import { snapshotPairs, snapshotSamples } from '../datasets/snapshot-pairs.ts';
import { splitDataset } from '../datasets/split.ts';
import type { TrajectoryPiece } from '../datasets/split.ts';
import { integrators } from '../integrators/index.ts';
import type { Limits } from '../integrators/integrate.ts';
import { systemFunction } from '../phase-space.ts';
import { createRandom } from '../random.ts';
import type { HamiltonianSystem } from '../systems/hamiltonian-system.ts';
import { resolveSystem } from '../systems/resolve-system.ts';
import { valuesAt } from './evaluate-model.ts';
import { boundingBox, characteristicTime } from './prepared-data.ts';
import type { PreparedData, Recording } from './prepared-data.ts';
import type { RunConfig, SystemSource } from './run-config.ts';
import { simulateReferences } from './simulate-references.ts';

/** Length of a simulated reference in characteristic times. */
const REFERENCE_LENGTH = 20;

/** The samples of a known system; noise is only on those of snapshot pairs, whose differences carry it. */
interface DrawnSamples {
  readonly train: Samples;
  /** null: fresh points of the domain are drawn */
  readonly heldOut: Samples | null;
  readonly heldOutTrajectories: readonly string[];
  readonly trainTrajectories?: { readonly trainTrajectories: number };
  readonly description: string;
  readonly notes: readonly string[];
  /** The motions that the samples were gathered from; null for points. */
  readonly recording: Recording | null;
}

/**
 * Prepares a known system: training points as the design says, test points, H known at its reference point, and two true motions to compare with.
 * Noise falls on the training points only; what is held out stays exact.
 * @throws CoreError `unknown-id`, `bad-argument` for parameters, domain, design, noise or numbers of samples; `not-finite` where H is not
 */
export function prepareSystem(config: RunConfig, source: SystemSource): PreparedData {
  const system = resolveSystem(source);
  const truth = systemFunction(system, source.params);
  const domain: Limits = [...system.domain.q, ...system.domain.p];
  const drawn = drawSamples(system, config, source);
  const { noise } = source;
  const train =
    noise === undefined || source.design?.kind === 'snapshots'
      ? drawn.train
      : addNoise(drawn.train, noise, createRandom(config.seed, 'noise'));
  const heldOut = drawn.heldOut ?? drawTestPoints(system, config, source);
  const state = Float64Array.from(system.referencePoint);
  const notes = [...drawn.notes];
  const duration = REFERENCE_LENGTH * characteristicTime(drawn.train, domain);
  const references = simulateReferences(truth, domain, duration, notes);
  return {
    labels: coordinateLabels(system.dof),
    recording: drawn.recording === null ? null : withRows(drawn.recording, train),
    train,
    trueValues: valuesAt(train, (x) => truth.value(x)),
    snapshotInterval: source.design?.kind === 'snapshots' ? source.design.interval : null,
    heldOut: heldOut.count > 0 ? heldOut : null,
    hasEstimatedDerivatives: false,
    trainDerivatives: source.design?.kind === 'snapshots' ? 'pairs' : noise === undefined ? 'exact' : 'noisy',
    // Noise would widen it, and with it the accepted distance of a prediction.
    box: boundingBox(drawn.train.states, 2 * system.dof),
    samplerBox: domain,
    anchor: { state, value: truth.value(state) },
    split: {
      trainSamples: train.count,
      ...drawn.trainTrajectories,
      heldOutSamples: heldOut.count,
      heldOutTrajectories: drawn.heldOutTrajectories,
      description: `${drawn.description}; the motions are simulated from the known system.`,
    },
    truth,
    references,
    referenceTotals: { train: 0, 'held-out': references.length },
    notes,
  };
}

function drawSamples(system: HamiltonianSystem, { seed, split }: RunConfig, source: SystemSource): DrawnSamples {
  const { params, samples, testSamples, noise, design = { kind: 'points' } } = source;
  const random = createRandom(seed, 'data');
  const fresh = {
    heldOut: null,
    heldOutTrajectories: [],
    description: `${testSamples} fresh points of the same domain are held out`,
    notes: [],
    recording: null,
  };
  if (design.kind === 'points') {
    const { train } = sampleDomain(system, params, { train: samples, test: 0 }, random);
    return { ...fresh, train };
  }
  if (design.kind === 'snapshots') {
    const pairs = snapshotPairs(system, params, { count: samples, interval: design.interval }, random);
    const measured = noise === undefined ? pairs : addNoiseToPairs(pairs, noise, createRandom(seed, 'noise'));
    return { ...fresh, train: snapshotSamples(measured) };
  }
  const { rows, stepSize } = design;
  const plan = { samples, rows, stepSize, integrator: integrators.get(design.integrator) };
  const { dataset, notes } = sampleTrajectories(system, params, plan, random);
  const sides = splitDataset(dataset, split, seed);
  const heldOut = gatherSamples(system.dof, sides.heldOut);
  const train = gatherSamples(system.dof, sides.train);
  const trainTrajectories = { trainTrajectories: sides.train.length };
  const recording = { dataset, train: sides.train, heldOut: sides.heldOut };
  if (heldOut.count === 0) return { ...fresh, train, trainTrajectories, notes, recording };
  return {
    train,
    recording,
    trainTrajectories,
    heldOut,
    heldOutTrajectories: sides.heldOutTrajectories,
    description: sides.description.replace(/\.$/, ''),
    notes: [...notes, ...sides.notes],
  };
}

/** The same motions with other rows to learn from: those with noise. @param train all rows of `recording.train`, in their order */
function withRows({ dataset, train: pieces, heldOut }: Recording, train: Samples): Recording {
  const size = 2 * dataset.dof;
  const copies = new Map(
    dataset.trajectories.map((one) => [
      one,
      { ...one, states: one.states.slice(), derivatives: one.derivatives.slice() },
    ]),
  );
  let row = 0;
  for (const { trajectory, from, to } of pieces) {
    const copy = copies.get(trajectory)!;
    copy.states.set(train.states.subarray(row * size, (row + to - from) * size), from * size);
    copy.derivatives.set(train.derivatives.subarray(row * size, (row + to - from) * size), from * size);
    row += to - from;
  }
  const moved = (piece: TrajectoryPiece) => ({ ...piece, trajectory: copies.get(piece.trajectory)! });
  const noisy: Dataset = { ...dataset, trajectories: [...copies.values()] };
  return { dataset: noisy, train: pieces.map(moved), heldOut: heldOut.map(moved) };
}

/** Test points of the domain, the ones that follow the training points of the design `points` in their stream. */
function drawTestPoints(system: HamiltonianSystem, { seed }: RunConfig, source: SystemSource): Samples {
  const counts = { train: source.samples, test: source.testSamples };
  return sampleDomain(system, source.params, counts, createRandom(seed, 'data')).test;
}
