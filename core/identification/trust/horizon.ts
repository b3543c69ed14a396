import { median } from '../../derivatives/index.ts';
import type { SmoothedPiece } from '../../fit/rows/row-type.ts';
import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';
import type { Posterior } from '../identification.ts';
import { timeUntilWide } from '../posterior/index.ts';
import type { TrustFacts } from '../report.ts';
import { stateOf } from './data-box.ts';
import { spread } from './stretches.ts';

/** Starts in the data; when more than half of them reach the end of what is looked at, the others cannot change the median. */
const STARTS = 5;
/** So many periods are looked at, */
const MOST_PERIODS = 30;
/** so many times in each. */
const TIMES_PER_PERIOD = 8;

/** What moves, and from where. */
export interface HorizonInput {
  readonly model: IdentifiedHamiltonian;
  readonly posterior: Posterior;
  readonly pieces: readonly SmoothedPiece[];
  /** P, in the unit of time. */
  readonly period: number;
  /** Width of the band, in the unit of q, from which on a motion counts as lost. */
  readonly tolerance: number;
  readonly maxStep: number;
}

/**
 * Time until the 90 % band of q gets wider than the tolerance, from exactly known starts: the middle samples of pieces. The median over
 * five starts; a start whose band stays narrower counts as the time looked at, 30 periods, or with known inputs as long as they were recorded.
 */
export function findHorizon(input: HorizonInput): NonNullable<TrustFacts['horizon']> {
  const { pieces, period, tolerance } = input;
  const found: Reach[] = [];
  for (const { piece, row } of startsIn(pieces)) {
    found.push(untilWide(input, piece, row));
    if (found.filter(({ isWhole }) => isWhole).length > STARTS / 2) {
      return { time: MOST_PERIODS * period, periods: MOST_PERIODS, isLowerBound: true, tolerance };
    }
  }
  const time = median(found.map((one) => one.time));
  const isLowerBound = found.some((one) => one.isLowerBound && one.time <= time);
  return { time, periods: time / period, isLowerBound, tolerance };
}

/** How long the band of one start stays narrow enough. */
interface Reach {
  readonly time: number;
  /** True when nothing longer was looked at; of recorded inputs that may be short. */
  readonly isLowerBound: boolean;
  /** True when all periods were looked at, and the band stayed narrow. */
  readonly isWhole: boolean;
}

function untilWide(
  { model, posterior, period, tolerance, maxStep }: HorizonInput,
  piece: SmoothedPiece,
  row: number,
): Reach {
  const needsInputs = model.forces.some(({ kind }) => kind === 'input');
  const first = piece.times[row]!;
  const times = needsInputs
    ? piece.times.slice(row)
    : Float64Array.from(
        { length: MOST_PERIODS * TIMES_PER_PERIOD + 1 },
        (_, i) => first + (i * period) / TIMES_PER_PERIOD,
      );
  const inputCount = piece.inputs.length / piece.times.length;
  const reached = timeUntilWide(
    {
      ...{ model, posterior, times, maxStep },
      start: stateOf(piece, row, model.dof, model.masses),
      inputs: needsInputs ? piece.inputs.slice(row * inputCount) : null,
    },
    Array.from({ length: model.dof }, () => tolerance),
  );
  const isLowerBound = reached === null;
  return { time: reached ?? times.at(-1)! - first, isLowerBound, isWhole: isLowerBound && !needsInputs };
}

/** Five rows, evenly spaced over all pieces, away from their ends. */
function startsIn(pieces: readonly SmoothedPiece[]): readonly { piece: SmoothedPiece; row: number }[] {
  if (pieces.length >= STARTS) {
    return spread(pieces, STARTS).map((piece) => ({ piece, row: piece.times.length >> 2 }));
  }
  return Array.from({ length: STARTS }, (_, i) => {
    const piece = pieces[i % pieces.length]!;
    return { piece, row: Math.floor(((i + 1) * piece.times.length) / (2 * STARTS + 2)) };
  });
}
