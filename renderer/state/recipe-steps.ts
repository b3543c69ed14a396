import { withoutRole } from './column-roles.ts';
import type { DerivedColumn, ImportRecipe, PrepareStep } from './contract-types.ts';

/** True when jumps of whole turns are taken out of a column. */
export function isAngle({ steps }: Pick<ImportRecipe, 'steps'>, column: number): boolean {
  return steps.some((step) => step.kind === 'unwrap' && step.isOn && step.columns.includes(column));
}

/** Marks a column as an angle, whose jumps of whole turns are taken out first of all, or takes the mark away. */
export function withAngle(recipe: ImportRecipe, column: number, wanted: boolean): ImportRecipe {
  const others = recipe.steps
    .map((step): PrepareStep =>
      step.kind === 'unwrap' ? { ...step, columns: step.columns.filter((own) => own !== column) } : step,
    )
    .filter((step) => step.kind !== 'unwrap' || step.columns.length > 0);
  if (!wanted) return { ...recipe, steps: others };
  const place = others.findIndex((step) => step.kind === 'unwrap' && step.isOn);
  const unwrap = others[place];
  if (unwrap?.kind !== 'unwrap') {
    return { ...recipe, steps: [{ kind: 'unwrap', isOn: true, columns: [column] }, ...others] };
  }
  return { ...recipe, steps: others.with(place, { ...unwrap, columns: [...unwrap.columns, column] }) };
}

/** Gives a column a unit, and the one it is converted to. */
export function withUnit(recipe: ImportRecipe, column: number, unit: string, toUnit: string): ImportRecipe {
  const others = recipe.columns.filter((own) => own.column !== column);
  return { ...recipe, columns: [...others, { column, unit, toUnit }].sort((a, b) => a.column - b.column) };
}

/** Adds a column computed from others, behind those there are. */
export function withDerived(recipe: ImportRecipe, derived: DerivedColumn): ImportRecipe {
  return { ...recipe, derived: [...recipe.derived, derived] };
}

/**
 * Removes a computed column with its roles, and every one that is computed from it.
 * @param k place among the computed columns   @param columns columns of the table
 */
export function withoutDerived(recipe: ImportRecipe, k: number, columns: number): ImportRecipe {
  const gone = columns + k;
  const dependent = recipe.derived.findIndex((other) => sourcesOf(other).includes(gone));
  if (dependent >= 0)
    return withoutDerived(withoutDerived(recipe, dependent, columns), dependent < k ? k - 1 : k, columns);
  const move = (column: number) => (column > gone ? column - 1 : column);
  const moveAll = (list: readonly number[]) => list.filter((column) => column !== gone).map(move);
  const free = withoutRole(recipe, gone);
  const { roles, time } = free;
  return {
    ...free,
    columns: free.columns.filter(({ column }) => column !== gone).map((own) => ({ ...own, column: move(own.column) })),
    derived: free.derived.filter((_, i) => i !== k).map((derived) => withSources(derived, move)),
    time: time.kind === 'step' ? time : { ...time, column: move(time.column) },
    roles: {
      q: roles.q.map(move),
      p: roles.p.map(move),
      dq: roles.dq.map(move),
      dp: roles.dp.map(move),
      run: roles.run === null ? null : move(roles.run),
      parameters: roles.parameters.map(move),
      inputs: roles.inputs.map(move),
    },
    steps: free.steps.flatMap((step): readonly PrepareStep[] => {
      if ('column' in step) return step.column === gone ? [] : [{ ...step, column: move(step.column) }];
      if (!('columns' in step)) return [step];
      const left = moveAll(step.columns);
      return left.length === 0 ? [] : [{ ...step, columns: left }];
    }),
  };
}

/** Columns that a computed one is made from. */
export function sourcesOf(derived: DerivedColumn): readonly number[] {
  switch (derived.kind) {
    case 'polar-angle':
    case 'radius':
      return [derived.x, derived.y];
    case 'combination':
      return derived.terms.map(({ column }) => column);
    case 'logarithm':
      return [derived.of];
  }
}

/** How a computed column is computed, for reading. `nameOf` names a column. */
export function formulaOf(derived: DerivedColumn, nameOf: (column: number) => string): string {
  const shifted = (column: number, by: number) =>
    by === 0 ? nameOf(column) : `(${nameOf(column)} ${by > 0 ? '−' : '+'} ${Math.abs(by)})`;
  switch (derived.kind) {
    case 'polar-angle': {
      const x = shifted(derived.x, derived.origin[0]);
      const y = shifted(derived.y, derived.origin[1]);
      if (derived.zero === 'right') return `atan2(${y}, ${x})`;
      return derived.zero === 'down' ? `atan2(${x}, −${y})` : `atan2(−${x}, ${y})`;
    }
    case 'radius':
      return `√(${shifted(derived.x, derived.origin[0])}² + ${shifted(derived.y, derived.origin[1])}²)`;
    case 'combination':
      return derived.terms.map(({ column, factor }, k) => weighted(nameOf(column), factor, k === 0)).join(' ');
    case 'logarithm':
      return `ln ${nameOf(derived.of)}`;
  }
}

function weighted(name: string, factor: number, isFirst: boolean): string {
  const size = Math.abs(factor);
  const term = size === 1 ? name : `${size} · ${name}`;
  if (isFirst) return factor < 0 ? `−${term}` : term;
  return `${factor < 0 ? '−' : '+'} ${term}`;
}

function withSources(derived: DerivedColumn, move: (column: number) => number): DerivedColumn {
  switch (derived.kind) {
    case 'polar-angle':
    case 'radius':
      return { ...derived, x: move(derived.x), y: move(derived.y) };
    case 'combination':
      return { ...derived, terms: derived.terms.map((term) => ({ ...term, column: move(term.column) })) };
    case 'logarithm':
      return { ...derived, of: move(derived.of) };
  }
}
