import type { Client, CoordinateName, DerivativeBench, PreTest } from '../../service/api/index.ts';
import type { ImportRecipe } from './contract-types.ts';
import { LatestQuestion } from './latest-question.svelte.ts';

const MAX_POINTS = 1500;

interface BenchQuestion {
  readonly draftId: string;
  readonly recipe: ImportRecipe;
  readonly trajectory: string | null;
  readonly column: CoordinateName;
}

/** What is looked at while data are prepared: one quantity of one trajectory, and what the data say about themselves. */
export class Prepare {
  #trajectory = $state<string | null>(null);
  #column = $state<CoordinateName>('q1');
  #cursor = $state<number | null>(null);
  #isMassKnown = $state(false);
  #measuredMomenta = $state.raw<readonly number[]>([]);
  #draftId: string | null = null;
  readonly bench: LatestQuestion<BenchQuestion, DerivativeBench>;
  readonly preTest: LatestQuestion<Pick<BenchQuestion, 'draftId' | 'recipe'>, PreTest>;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.bench = new LatestQuestion((asked) => client.call('draft.compare', { ...asked, maxPoints: MAX_POINTS }));
    this.preTest = new LatestQuestion((asked) => client.call('draft.preTest', asked));
  }

  /** Id of the chosen trajectory; null leaves the choice to the service. */
  get trajectory(): string | null {
    return this.#trajectory;
  }
  get column(): CoordinateName {
    return this.#column;
  }
  /** The time that all plots point at; null for none. */
  get cursor(): number | null {
    return this.#cursor;
  }

  /** True after a mass was said to be known, even when it is 1. */
  get isMassKnown(): boolean {
    return this.#isMassKnown;
  }
  /** Columns of p before another source of momenta was chosen, for the way back. */
  get measuredMomenta(): readonly number[] {
    return this.#measuredMomenta;
  }

  setMassKnown(isKnown: boolean): void {
    this.#isMassKnown = isKnown;
  }

  rememberMomenta(columns: readonly number[]): void {
    this.#measuredMomenta = columns;
  }

  showTrajectory(id: string): void {
    this.#trajectory = id;
    this.#cursor = null;
  }

  showColumn(column: CoordinateName): void {
    this.#column = column;
  }

  pointAt(time: number | null): void {
    this.#cursor = time;
  }

  /** Ends what is being worked out; what is shown stays. */
  cancel(): void {
    if (this.#draftId === null) return;
    this.bench.cancel();
    this.preTest.cancel();
    // Nobody waits for the answers; that the service ends the work early is a courtesy whose failure changes nothing.
    void this.#client.call('draft.cancel', { draftId: this.#draftId }).catch(() => null);
  }

  /** Asks everything about a recipe that has been checked; what was asked before is not asked again. */
  look(draftId: string, recipe: ImportRecipe): void {
    if (draftId !== this.#draftId) {
      this.#draftId = draftId;
      this.#trajectory = null;
      this.#column = 'q1';
      this.#cursor = null;
      this.#isMassKnown = false;
      this.#measuredMomenta = [];
      this.bench.forget();
      this.preTest.forget();
    }
    this.bench.ask({ draftId, recipe, trajectory: this.#trajectory, column: this.#column });
    this.preTest.ask({ draftId, recipe });
  }
}
