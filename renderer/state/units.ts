import type { Client, Result } from '../../service/api/index.ts';

type UnitChoices = Result<'unit.choices'>['choices'];

/** Units and what they can be converted to. They never change, so every answer is kept. */
export class Units {
  readonly #known = new Map<string, Promise<UnitChoices>>();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Units that numbers in `unit` can be converted to, with the factors; `unit` itself comes first. */
  choices(unit: string): Promise<UnitChoices> {
    const known = this.#known.get(unit);
    if (known !== undefined) return known;
    const asked = this.#client.call('unit.choices', { unit }).then(({ choices }) => choices);
    this.#known.set(unit, asked);
    asked.catch(() => this.#known.delete(unit));
    return asked;
  }
}
