import { CoreError } from '../errors.ts';
import type { ForceTerm } from '../network/identified-hamiltonian.ts';
import { createRandom } from '../random.ts';
import { frictionForces, lawsToTry } from './find-friction.ts';
import type { IdentificationInput } from './identification.ts';
import type { FrictionLaw, InputUse } from './options.ts';
import type { Scale } from './scale.ts';

/** The forces that get a column. */
export interface ForceColumns {
  readonly forces: readonly ForceTerm[];
  /** Law of each that is tested; null for forces that take part in any case. */
  readonly lawOf: readonly (FrictionLaw | null)[];
  /** Indices of those that take part in any case. */
  readonly fixed: readonly number[];
}

/**
 * Known inputs, drives of known frequency and torques, then the friction that is tried.
 * @param momenta standard deviations of the dimensionless momenta   @param seenInputs numbers that the neurons see
 * @throws CoreError `missing-column` for an input that the data do not have
 */
export function chooseForces(
  input: IdentificationInput,
  scale: Scale,
  momenta: readonly number[],
  seenInputs: number,
): ForceColumns {
  const { dataset, options, seed } = input;
  const names = dataset.labels.inputs ?? [];
  const known = inputsInUse(input).map(({ name, axis }): ForceTerm => {
    const place = names.indexOf(name);
    if (place < 0) {
      throw new CoreError('missing-column', `The data have no known input '${name}'.`, {
        hint:
          names.length === 0
            ? 'Give the column the role of an input when importing.'
            : `The inputs are: ${names.join(', ')}.`,
        context: { name },
      });
    }
    return { kind: 'input', axis, input: place, name };
  });
  const drives = options.drives.flatMap(({ frequency, axis }): ForceTerm[] =>
    (['cos', 'sin'] as const).map((phase) => ({ kind: 'harmonic', axis, frequency: frequency / scale.rate, phase })),
  );
  const torques = options.torque ? options.periodic.map((axis): ForceTerm => ({ kind: 'torque', axis })) : [];
  const fixed = [...known, ...drives, ...torques];
  const random = createRandom(seed, 'friction');
  const tried = lawsToTry(options).flatMap((law) =>
    frictionForces(law, momenta, seenInputs, () => random.normal()).map((force) => ({ law, force })),
  );
  return {
    forces: [...fixed, ...tried.map(({ force }) => force)],
    lawOf: [...fixed.map(() => null), ...tried.map(({ law }) => law)],
    fixed: fixed.map((_, index) => index),
  };
}

/** The known inputs that are used, as named; when they are found, all that vary, if one degree of freedom alone can be pushed. */
export function inputsInUse({ dataset, train, options }: IdentificationInput): readonly InputUse[] {
  if (options.inputs !== 'auto') return options.inputs;
  if (dataset.dof > 1) return [];
  const names = dataset.labels.inputs ?? [];
  return names.flatMap((name, k) => (varies(train, names.length, k) ? [{ name, axis: 0 }] : []));
}

/** An input that never changes is a constant force, which is part of H. */
function varies(train: IdentificationInput['train'], count: number, input: number): boolean {
  const values = train.flatMap(({ trajectory, from, to }) =>
    Array.from({ length: to - from }, (_, row) => trajectory.inputs![(from + row) * count + input]!),
  );
  return values.some((value) => value !== values[0]);
}
