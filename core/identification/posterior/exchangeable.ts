import type { IdentifiedHamiltonian } from '../../network/identified-hamiltonian.ts';

/** A model whose coefficients can be exchanged: functions that were made from it once follow every sample. */
export interface ExchangeableModel {
  readonly model: IdentifiedHamiltonian;
  /** Puts sample `s` of `samples` (count, n) into the model. */
  use(samples: Float64Array, s: number): void;
}

/** Copies a model so that its coefficients can be exchanged. */
export function exchangeable(model: IdentifiedHamiltonian): ExchangeableModel {
  const coefficients = model.coefficients.slice();
  const n = coefficients.length;
  return {
    model: { ...model, coefficients },
    use: (samples, s) => {
      for (let j = 0, at = s * n; j < n; j++, at++) coefficients[j] = samples[at]!;
    },
  };
}
