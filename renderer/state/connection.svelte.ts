import type { AppError, AppInfo, Catalog, Client } from '../../service/api/index.ts';
import { asAppError } from './errors.ts';

/** What there is to choose from before the service has said it. */
export const EMPTY_CATALOG: Catalog = {
  systems: [],
  methods: [],
  integrators: [],
  trainingPresets: [],
  defaults: {
    method: '',
    datasetMethod: '',
    width: NaN,
    seed: NaN,
    integrator: '',
    solver: 'sketched-qr',
    heldOutShare: NaN,
    ridge: { dataset: NaN, system: NaN },
    rcond: NaN,
    samples: NaN,
    testSamples: NaN,
    training: {
      hiddenLayers: NaN,
      activation: 'tanh',
      steps: NaN,
      batchSize: NaN,
      learningRate: NaN,
      schedule: 'constant',
      weightDecay: NaN,
      batches: 'in-order',
      normalise: false,
      validationShare: NaN,
      patience: null,
      timeBudget: null,
    },
    identificationWidth: { one: NaN, more: NaN },
    identification: {
      rows: 'auto',
      noise: null,
      smoothing: null,
      window: null,
      roughness: null,
      friction: 'auto',
      periodic: [],
      library: [],
      hasNetwork: true,
      inputs: 'auto',
      drives: [],
      torque: false,
      positionsOnly: 'auto',
      masses: null,
      isMassRatioSought: false,
      ridge: 'evidence',
    },
  },
  misfitLimits: { good: NaN, fair: NaN, claim: NaN },
};

type Situation =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: AppInfo; readonly catalog: Catalog }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The pipe to the service: what it is, whether it is there, and what to do when it is not. */
export class Connection {
  #situation = $state.raw<Situation>({ kind: 'starting' });
  #isLost = $state(false);
  readonly #client: Client;
  readonly #onReady: () => Promise<void>;

  /** @param onReady loads the lists, at the start and after every gap in the connection */
  constructor(client: Client, onReady: () => Promise<void>) {
    this.#client = client;
    this.#onReady = onReady;
  }

  get situation(): Situation {
    return this.#situation;
  }

  /** True while the pipe is broken after it had worked. */
  get isLost(): boolean {
    return this.#isLost;
  }

  get info(): AppInfo | null {
    return this.#situation.kind === 'ready' ? this.#situation.info : null;
  }

  get catalog(): Catalog {
    return this.#situation.kind === 'ready' ? this.#situation.catalog : EMPTY_CATALOG;
  }

  /** Asks for everything again; also the answer to "Try again". */
  async start(): Promise<void> {
    try {
      const [info, catalog] = await Promise.all([
        this.#client.call('app.info', {}),
        this.#client.call('catalog.get', {}),
      ]);
      this.#situation = { kind: 'ready', info, catalog };
      await this.#onReady();
      this.#isLost = false;
    } catch (thrown) {
      const error = asAppError(thrown);
      if (this.#situation.kind === 'ready' && error.code === 'connection-lost') this.#isLost = true;
      else this.#situation = { kind: 'failed', error };
    }
  }

  /** What the transport says about the pipe. */
  heard(isConnected: boolean): void {
    if (!isConnected) this.#isLost = this.#situation.kind === 'ready';
    else if (this.#isLost || this.#situation.kind === 'failed') void this.start();
  }
}
