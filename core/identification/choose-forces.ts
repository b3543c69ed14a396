import { CoreError } from '../errors.ts';
import type { ForceTerm } from '../network/identified-hamiltonian.ts';
import { createRandom } from '../random.ts';
import { frictionForces, lawsToTry } from './find-friction.ts';
import type { IdentificationInput } from './identification.ts';
import type { FrictionLaw } from './options.ts';
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
 * @param momenta standard deviations of the dimensionless momenta   @param inputs numbers that the neurons see
 * @throws CoreError `missing-column` for an input that the data do not have
 */
export function chooseForces(
  { dataset, options, seed }: IdentificationInput,
  scale: Scale,
  momenta: readonly number[],
  inputs: number,
): ForceColumns {
  const names = dataset.labels.inputs ?? [];
  const known = options.inputs.map(({ name, axis }): ForceTerm => {
    const input = names.indexOf(name);
    if (input < 0) {
      throw new CoreError('missing-column', `The data have no known input '${name}'.`, {
        hint:
          names.length === 0
            ? 'Give the column the role of an input when importing.'
            : `The inputs are: ${names.join(', ')}.`,
        context: { name },
      });
    }
    return { kind: 'input', axis, input, name };
  });
  const drives = options.drives.flatMap(({ frequency, axis }): ForceTerm[] =>
    (['cos', 'sin'] as const).map((phase) => ({ kind: 'harmonic', axis, frequency: frequency / scale.rate, phase })),
  );
  const torques = options.torque ? options.periodic.map((axis): ForceTerm => ({ kind: 'torque', axis })) : [];
  const fixed = [...known, ...drives, ...torques];
  const random = createRandom(seed, 'friction');
  const tried = lawsToTry(options).flatMap((law) =>
    frictionForces(law, momenta, inputs, () => random.normal()).map((force) => ({ law, force })),
  );
  return {
    forces: [...fixed, ...tried.map(({ force }) => force)],
    lawOf: [...fixed.map(() => null), ...tried.map(({ law }) => law)],
    fixed: fixed.map((_, index) => index),
  };
}
