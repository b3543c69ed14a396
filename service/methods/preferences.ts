import type { MethodTable } from '../dispatch.ts';
import type { MethodContext } from './context.ts';

/** Small choices that are kept with the library. */
export function preferenceMethods({ store }: MethodContext): Pick<MethodTable, 'preference.get' | 'preference.set'> {
  return {
    'preference.get': ({ key }) => ({ value: store.preferences.get(key) }),
    'preference.set': ({ key, value }) => {
      store.preferences.set(key, value);
      return {};
    },
  };
}
