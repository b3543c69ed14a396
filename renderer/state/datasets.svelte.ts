import { SvelteMap } from 'svelte/reactivity';
import type { Client, DatasetDetail, DatasetSummary } from '../../service/api/index.ts';
import { formatCount } from '../format/numbers.ts';
import type { Notices } from './notices.svelte.ts';

/** The imported data sets. */
export class Datasets {
  #list = $state.raw<readonly DatasetSummary[]>([]);
  /** Details never change once imported, so they are kept by id. */
  readonly #details = new SvelteMap<string, Promise<DatasetDetail>>();
  /** Counts the readings of the list; an answer older than the one shown is dropped. */
  #asked = 0;
  #shown = 0;
  readonly #client: Client;
  readonly #notices: Notices;

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  get list(): readonly DatasetSummary[] {
    return this.#list;
  }

  async refresh(): Promise<void> {
    this.#asked += 1;
    const number = this.#asked;
    const list = await this.#client.call('dataset.list', {});
    if (number < this.#shown) return;
    this.#shown = number;
    this.#list = list;
  }

  detail(datasetId: string): Promise<DatasetDetail> {
    const known = this.#details.get(datasetId);
    if (known !== undefined) return known;
    const asked = this.#client.call('dataset.get', { datasetId });
    this.#details.set(datasetId, asked);
    asked.catch(() => this.#details.delete(datasetId));
    return asked;
  }

  /**
   * Says that an import is done, and how to take it back.
   * @param isNew false when the same data were there before: then there is nothing to take back
   */
  welcome({ id, name, rowCount }: DatasetSummary, isNew: boolean): void {
    if (!isNew) {
      this.#notices.say(`“${name}” was there already, with the same data and choices.`);
      return;
    }
    this.#notices.offerUndo({
      text: `Imported ${formatCount(rowCount)} ${rowCount === 1 ? 'row' : 'rows'} as “${name}”`,
      undo: async () => {
        await this.#client.call('dataset.delete', { datasetIds: [id] });
        await this.refresh();
      },
    });
  }

  async delete(dataset: DatasetSummary): Promise<void> {
    const datasetIds = [dataset.id];
    await this.#notices.attempt(async () => {
      await this.#client.call('dataset.delete', { datasetIds });
      await this.refresh();
      this.#notices.offerUndo({
        text: `“${dataset.name}” deleted`,
        undo: async () => {
          await this.#client.call('dataset.restore', { datasetIds });
          await this.refresh();
        },
      });
    });
  }
}
