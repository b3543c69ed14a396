import type { Dataset } from '../../../../core/datasets/dataset.ts';

/** Factors of the units of time, q (d), p (d) and known inputs. */
export interface Units {
  readonly time: number;
  readonly q: readonly number[];
  readonly p: readonly number[];
  readonly input?: number;
}

/** The data set in other units: every number times its factor. */
export function inUnits(dataset: Dataset, { time, q, p, input = 1 }: Units): Dataset {
  const factors = [...q, ...p];
  const factorAt = (at: number) => factors[at % factors.length]!;
  return {
    ...dataset,
    trajectories: dataset.trajectories.map((trajectory) => ({
      ...trajectory,
      times: trajectory.times.map((value) => value * time),
      states: trajectory.states.map((value, at) => value * factorAt(at)),
      derivatives: trajectory.derivatives.map((value, at) => (value * factorAt(at)) / time),
      ...(trajectory.inputs && { inputs: trajectory.inputs.map((value) => value * input) }),
    })),
  };
}

/** The data set with time running backwards: rows reversed, t → −t and p → −p. */
export function reversed(dataset: Dataset): Dataset {
  const { dof } = dataset;
  return {
    ...dataset,
    trajectories: dataset.trajectories.map((trajectory) => {
      const { times, states, derivatives } = trajectory;
      const count = times.length;
      const backwards = (values: Float64Array, signOf: (column: number) => number) => {
        const width = values.length / count;
        return Float64Array.from(values, (_, at) => {
          const column = at % width;
          return signOf(column) * values[(count - 1 - Math.floor(at / width)) * width + column]!;
        });
      };
      return {
        ...trajectory,
        times: times.toReversed().map((time) => -time),
        states: backwards(states, (column) => (column < dof ? 1 : -1)),
        derivatives: backwards(derivatives, (column) => (column < dof ? -1 : 1)),
        fitRange: [count - trajectory.fitRange[1], count - trajectory.fitRange[0]] as const,
        ...(trajectory.inputs && { inputs: backwards(trajectory.inputs, () => 1) }),
      };
    }),
  };
}
