import type { Dataset, Trajectory } from '../datasets/dataset.ts';
import { gatherSamples } from '../datasets/gather-samples.ts';
import { splitDataset } from '../datasets/split.ts';
import type { SplitDataset, TrajectoryPiece } from '../datasets/split.ts';
import { CoreError } from '../errors.ts';
import { boundingBox } from './prepared-data.ts';
import type { PreparedData, ReferenceTrajectory } from './prepared-data.ts';
import type { RunConfig } from './run-config.ts';

/** Most trajectories a prediction is compared with, and most rows of each. */
const MAX_COMPARED = 4;
const MAX_COMPARED_ROWS = 20_000;

/**
 * Prepares measured data: splits it, gathers the samples, pins Ĥ to 0 at the first training state (measurements know H only up to a
 * constant) and chooses the trajectories to compare with, held-out ones first.
 * @throws CoreError from the split; `too-few-rows` when no training row carries a derivative
 */
export function prepareDataset(config: RunConfig, dataset: Dataset): PreparedData {
  const { dof, labels } = dataset;
  const split = splitDataset(dataset, config.split, config.seed);
  const train = gatherSamples(dof, split.train);
  const heldOut = gatherSamples(dof, split.heldOut);
  if (train.count === 0) {
    throw new CoreError('too-few-rows', 'No row of the training trajectories carries a usable derivative.', {
      hint: 'Choose a shorter derivative window, or hold out less.',
    });
  }
  const box = boundingBox(train.states, 2 * dof);
  const notes = [...split.notes];
  if (split.heldOut.length > 0 && heldOut.count === 0) {
    notes.push('No held-out row carries a usable derivative: the field is not checked on held-out data.');
  }
  return {
    labels,
    recording: { dataset, train: split.train, heldOut: split.heldOut },
    train,
    trueValues: null,
    snapshotInterval: null,
    heldOut: heldOut.count > 0 ? heldOut : null,
    hasEstimatedDerivatives: dataset.trajectories.some(
      ({ times, fitRange: [from, to] }) => from > 0 || to < times.length,
    ),
    trainDerivatives: 'exact',
    box,
    samplerBox: box,
    anchor: { state: train.states.slice(0, 2 * dof), value: 0 },
    split: {
      trainSamples: train.count,
      trainTrajectories: split.train.length,
      heldOutSamples: heldOut.count,
      heldOutTrajectories: split.heldOutTrajectories,
      description: split.description,
    },
    truth: null,
    references: chooseReferences(split.references, 2 * dof, notes),
    referenceTotals: { train: split.references.train.length, 'held-out': split.references.heldOut.length },
    notes,
  };
}

function chooseReferences(sides: SplitDataset['references'], size: number, notes: string[]): ReferenceTrajectory[] {
  const candidates = [
    ...sides.heldOut.map((piece) => ({ piece, split: 'held-out' as const })),
    ...sides.train.map((piece) => ({ piece, split: 'train' as const })),
  ];
  const chosen = candidates.filter(({ piece }) => piece.to - piece.from >= 2).slice(0, MAX_COMPARED);
  // The verdict speaks of the held-out trajectories, or of all when none is held out: those it leaves out are told.
  const isHeldOut = sides.heldOut.length > 0;
  const total = isHeldOut ? sides.heldOut.length : sides.train.length;
  const comparedCount = chosen.filter((one) => (one.split === 'held-out') === isHeldOut).length;
  if (comparedCount > 0 && comparedCount < total) {
    const left = total - comparedCount;
    notes.push(
      `${left} of the ${total} ${isHeldOut ? 'held-out ' : ''}trajectories ${left === 1 ? 'is' : 'are'} not compared with a prediction: a run compares at most ${MAX_COMPARED} that have two rows or more.`,
    );
  }
  return chosen.map(({ piece, split: side }) => {
    const to = Math.min(piece.to, piece.from + MAX_COMPARED_ROWS);
    const id = referenceId(piece);
    if (to < piece.to) {
      notes.push(
        `The prediction of '${id}' is compared over its first ${MAX_COMPARED_ROWS} rows of ${piece.to - piece.from}.`,
      );
    }
    return {
      id,
      split: side,
      isMeasured: true,
      times: piece.trajectory.times.slice(piece.from, to),
      states: piece.trajectory.states.slice(piece.from * size, to * size),
      ...inputsOf(piece.trajectory, piece.from, to),
    };
  });
}

/** Known inputs at some rows, where there are inputs. */
function inputsOf({ inputs, times }: Trajectory, from: number, to: number): Pick<ReferenceTrajectory, 'inputs'> {
  if (inputs === undefined) return {};
  const count = inputs.length / times.length;
  return { inputs: inputs.slice(from * count, to * count) };
}

/** A trajectory cut in time appears twice, so its end gets a name of its own. */
function referenceId({ trajectory, from }: TrajectoryPiece): string {
  return from === 0 ? trajectory.id : `${trajectory.id}, last part`;
}
