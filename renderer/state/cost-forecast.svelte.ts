import type { AppError, Client, Forecast } from '../../service/api/index.ts';
import type { RunConfig } from './contract-types.ts';
import { asAppError } from './errors.ts';

const FORECAST_DELAY_MS = 200;
/** Refusals that speak of the configuration itself: only another configuration helps. All others may pass by themselves. */
const INPUT_REFUSALS: ReadonlySet<AppError['code']> = new Set([
  'bad-argument',
  'too-wide',
  'too-few-rows',
  'too-large',
  'unknown-id',
  'not-found',
  'nothing-to-learn',
  'not-finite',
]);

export type Cost =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly error: AppError };

/** What a run would cost, asked anew when its configuration has rested for a moment. */
export class CostForecast {
  #cost = $state.raw<Cost>({ kind: 'unknown' });
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get cost(): Cost {
    return this.#cost;
  }

  /** @param config null while there is none to ask about */
  askSoon(config: RunConfig | null): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const number = this.#asked;
    if (config === null) this.#cost = { kind: 'unknown' };
    else this.#timer = setTimeout(() => void this.#ask(number, config), FORECAST_DELAY_MS);
  }

  async #ask(number: number, config: RunConfig): Promise<void> {
    let cost: Cost;
    try {
      cost = { kind: 'known', forecast: await this.#client.call('run.forecast', { config }) };
    } catch (thrown) {
      const error = asAppError(thrown);
      cost = INPUT_REFUSALS.has(error.code) ? { kind: 'refused', error } : { kind: 'unknown' };
    }
    if (number === this.#asked) this.#cost = cost;
  }
}
