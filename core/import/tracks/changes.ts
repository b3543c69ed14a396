import type { ChangeFact } from '../import-report.ts';
import type { DerivedColumn, ImportRecipe } from '../recipe.ts';
import { factorOf } from './measure-table.ts';
import type { Columns } from './columns.ts';

/**
 * Changes by unit conversion and by computing columns, for the rows that are kept.
 * @param kept number of these rows   @param time how times were computed; null when they stand in the file
 */
export function conversionChanges(
  recipe: ImportRecipe,
  { count: columnCount, numbers, used, nameOf }: Columns,
  {
    kept,
    time,
  }: {
    readonly kept: number;
    readonly time: { readonly by: string; readonly detail: string } | null;
  },
): ChangeFact[] {
  const timeColumn = recipe.time.kind === 'column' && recipe.time.reading === 'date' ? recipe.time.column : null;
  const units = recipe.columns.flatMap(({ column, unit, toUnit }) => {
    if (!numbers.includes(column) || column === timeColumn || factorOf(recipe, column) === 1) return [];
    const detail = `${unit} → ${toUnit}, × ${factorOf(recipe, column)}`;
    return [{ by: 'unit', column: nameOf(column), count: kept, detail }];
  });
  const computed = recipe.derived.flatMap((formula, k) =>
    used.includes(columnCount + k)
      ? [{ by: 'computed', column: formula.name, count: kept, detail: formulaText(formula, nameOf) }]
      : [],
  );
  const times =
    time === null || recipe.time.kind === 'step' ? [] : [{ ...time, column: nameOf(recipe.time.column), count: kept }];
  return [...times, ...units, ...computed];
}

function formulaText(formula: DerivedColumn, nameOf: (column: number) => string): string {
  switch (formula.kind) {
    case 'polar-angle': {
      const [x, y] = [shifted(nameOf(formula.x), formula.origin[0]), shifted(nameOf(formula.y), formula.origin[1])];
      return { right: `atan2(${y}, ${x})`, down: `atan2(${x}, −(${y}))`, up: `atan2(−(${x}), ${y})` }[formula.zero];
    }
    case 'radius':
      return `√((${shifted(nameOf(formula.x), formula.origin[0])})² + (${shifted(nameOf(formula.y), formula.origin[1])})²)`;
    case 'combination':
      return formula.terms.map(({ column, factor }) => `${factor} · ${nameOf(column)}`).join(' + ');
    case 'logarithm':
      return `ln ${nameOf(formula.of)}`;
  }
}

function shifted(name: string, origin: number): string {
  return origin === 0 ? name : `${name} − ${origin}`;
}
