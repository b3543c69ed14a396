import { paletteFor, type Palette, type Theme } from '../../charts/index.ts';
import type { Client } from '../../service/api/index.ts';

export type ThemeChoice = 'system' | Theme;

const KEY = 'theme';

/** Light, dark, or as the system says; kept as a preference in the library. */
export class ThemeState {
  #choice = $state<ThemeChoice>('system');
  #systemIsDark = $state(false);
  readonly #client: Client;

  constructor(client: Client, systemDark: MediaQueryList) {
    this.#client = client;
    this.#systemIsDark = systemDark.matches;
    systemDark.addEventListener('change', (event) => {
      this.#systemIsDark = event.matches;
    });
  }

  readonly #theme = $derived<Theme>(this.#choice === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.#choice);
  readonly #palette = $derived(paletteFor(this.#theme));

  get choice(): ThemeChoice {
    return this.#choice;
  }

  get theme(): Theme {
    return this.#theme;
  }

  /** Colours for charts. */
  get palette(): Palette {
    return this.#palette;
  }

  async load(): Promise<void> {
    const { value } = await this.#client.call('preference.get', { key: KEY });
    if (value === 'light' || value === 'dark' || value === 'system') this.#choice = value;
  }

  async choose(choice: ThemeChoice): Promise<void> {
    this.#choice = choice;
    await this.#client.call('preference.set', { key: KEY, value: choice });
  }
}
