import { CoreError } from './errors.ts';

/** A fixed list of entries found by id: systems, samplers, integrators, solvers, export formats. */
export interface Registry<T extends { readonly id: string }> {
  readonly all: readonly T[];
  /** @throws CoreError `unknown-id`, naming the ids there are */
  get(id: string): T;
}

/** Builds a registry. @param noun what an entry is called in messages, e.g. `system` */
export function createRegistry<T extends { readonly id: string }>(noun: string, all: readonly T[]): Registry<T> {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  return {
    all,
    get(id) {
      const entry = byId.get(id);
      if (entry === undefined) {
        throw new CoreError('unknown-id', `There is no ${noun} '${id}'.`, {
          hint: `Choose one of: ${all.map((known) => known.id).join(', ')}.`,
          context: { id },
        });
      }
      return entry;
    },
  };
}
