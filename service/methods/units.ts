import { conversionFactor, unitsLike } from '../../core/import/meaning/index.ts';
import type { MethodTable } from '../dispatch.ts';

/** What units can be converted to. */
export function unitMethods(): Pick<MethodTable, 'unit.choices'> {
  return {
    'unit.choices': ({ unit }) => ({
      choices: unitsLike(unit).map((choice) => ({ unit: choice, factor: conversionFactor(unit, choice) ?? 1 })),
    }),
  };
}
