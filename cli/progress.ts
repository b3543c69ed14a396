import type { RunPhase, RunProgress } from '../core/experiment/run-result.ts';

/** Where progress is shown: standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far a run is. */
export interface ProgressLine {
  show(progress: RunProgress): void;
  /** Wipes the line; the next text starts at its beginning. */
  end(): void;
}

/** What each phase does, in words. */
export const PHASE_NAMES: Readonly<Record<RunPhase, string>> = {
  prepare: 'preparing the data',
  'approximate-fit': 'first fit for approximate values of H',
  sample: 'sampling the hidden layer',
  solve: 'solving for the last layer',
  train: 'training',
  evaluate: 'measuring errors',
  predict: 'predicting trajectories',
  assess: 'judging how far to trust the result',
};

/** On a terminal one line that is written over; elsewhere one plain line for each phase. */
export function createProgressLine(stream: ProgressStream): ProgressLine {
  let shownPhase: RunPhase | null = null;
  let isLineOpen = false;
  return {
    show({ phase, fraction }) {
      if (stream.isTTY === true) {
        const percent = fraction === null ? '' : ` ${Math.round(100 * fraction)}\u2009%`;
        stream.write(`\r\u001b[K${PHASE_NAMES[phase]}${percent}`);
        isLineOpen = true;
      } else if (phase !== shownPhase) {
        stream.write(`${PHASE_NAMES[phase]}\n`);
      }
      shownPhase = phase;
    },
    end() {
      if (isLineOpen) stream.write('\r\u001b[K');
      isLineOpen = false;
    },
  };
}
