import type { ImportRecipe } from '../recipe.ts';
import type { Track } from './track.ts';

/** One of q₁…q_d, p₁…p_d: where its values and its derivative come from. */
export interface Quantity {
  /** What it is called on axes and in messages. */
  readonly name: string;
  /** Column that a message about its values names. */
  readonly column: number;
  /** `curve`: p is m times the slope of the curve through q, and dp/dt m times its curvature. */
  readonly values: 'measured' | 'curve';
  readonly rates: 'given' | 'estimated' | 'curve';
  /** (n) values as measured, times the mass where dq/dt stands for p; null for a curve. */
  measured(track: Track): Float64Array<ArrayBuffer> | null;
  /** (n) the derivative where a column gives it. */
  given(track: Track): Float64Array<ArrayBuffer> | null;
  /** Mass that a curve through q is multiplied by. */
  readonly mass: number;
}

/**
 * The quantities in the order of a state. Without columns of p: p = m · dq/dt, from the column of dq/dt where there is one, else from
 * the curve through q that also gives dq/dt.
 */
export function quantitiesOf(
  { roles, masses }: Pick<ImportRecipe, 'roles' | 'masses'>,
  nameOf: (column: number) => string,
): readonly Quantity[] {
  const { q, p, dq, dp } = roles;
  const columnOf = (column: number) => (track: Track) => track.columns.get(column)!;
  const nothing = () => null;
  const given = (column: number | undefined) => (column === undefined ? nothing : columnOf(column));
  const positions = q.map((column, i): Quantity => ({
    ...{ name: nameOf(column), column, values: 'measured', mass: 1 },
    rates: dq.length > 0 ? 'given' : 'estimated',
    measured: columnOf(column),
    given: given(dq[i]),
  }));
  const momenta = q.map((column, i): Quantity => {
    const rates = dp.length > 0 ? 'given' : 'estimated';
    const measured = p[i];
    if (measured !== undefined) {
      return {
        ...{ name: nameOf(measured), column: measured, values: 'measured', rates, mass: 1 },
        measured: columnOf(measured),
        given: given(dp[i]),
      };
    }
    const mass = masses[i]!;
    const velocity = dq[i];
    const name = `${mass === 1 ? '' : `${mass} · `}${velocity === undefined ? rateName(nameOf(column)) : nameOf(velocity)}`;
    if (velocity !== undefined) {
      const times = (values: Float64Array<ArrayBuffer>) => (mass === 1 ? values : values.map((value) => mass * value));
      return {
        ...{ name, column: velocity, values: 'measured', rates, mass },
        measured: (track) => times(track.columns.get(velocity)!),
        given: given(dp[i]),
      };
    }
    return {
      ...{ name, column, values: 'curve', mass },
      rates: dp.length > 0 ? 'given' : 'curve',
      measured: nothing,
      given: given(dp[i]),
    };
  });
  return [...positions, ...momenta];
}

/** `dq/dt`; a name of several words, or a product, is one quantity: `d(angle (rad))/dt`. */
export function rateName(name: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(name) ? `d${name}/dt` : `d(${name})/dt`;
}
