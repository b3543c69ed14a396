import { CoreError } from '../errors.ts';
import type { IdentificationOptions } from './options.ts';

/**
 * Refuses options that no data of this size can be identified with.
 * @throws CoreError `bad-argument` naming the option
 */
export function checkOptions(
  options: IdentificationOptions,
  { dof, isPositionsOnly }: { readonly dof: number; readonly isPositionsOnly: boolean },
): void {
  const refuse = (message: string, hint: string) => {
    throw new CoreError('bad-argument', message, { hint });
  };
  const { rows, masses, periodic, inputs, drives, noise, window, roughness, isMassRatioSought } = options;
  const axes = [
    ...periodic,
    ...(inputs === 'auto' ? [] : inputs).map(({ axis }) => axis),
    ...drives.map(({ axis }) => axis),
  ];
  const wrong = axes.find((axis) => !Number.isInteger(axis) || axis < 0 || axis >= dof);
  if (wrong !== undefined)
    refuse(`There is no degree of freedom ${wrong}; they are counted from 0 to ${dof - 1}.`, 'Name one that there is.');
  const wantsPositions = rows === 'double-integral';
  if (rows !== 'auto' && wantsPositions !== isPositionsOnly) {
    refuse(
      isPositionsOnly
        ? `Rows of the kind '${rows}' need momenta, and only positions are learned from.`
        : "Rows of the kind 'double-integral' are for positions alone.",
      "Choose the rows 'auto', or say whether momenta are to be used.",
    );
  }
  if (masses !== null && (masses.length !== dof || !masses.every((mass) => mass > 0 && Number.isFinite(mass)))) {
    refuse(
      `The masses must be ${dof} positive number${dof === 1 ? '' : 's'}, got ${masses.join(', ')}.`,
      'Give one mass for each degree of freedom.',
    );
  }
  const channels = isPositionsOnly ? dof : 2 * dof;
  if (noise !== null && (noise.length !== channels || !noise.every((value) => value > 0 && Number.isFinite(value)))) {
    refuse(
      `The noise must be ${channels} positive numbers, one per channel, got ${noise.join(', ')}.`,
      'Leave it empty to have it found.',
    );
  }
  for (const [name, value] of Object.entries({ window, roughness })) {
    if (value !== null && !(value > 0 && Number.isFinite(value))) {
      refuse(`The ${name} must be a positive number, got ${value}.`, 'Leave it empty to have it found.');
    }
  }
  if (isMassRatioSought && (!isPositionsOnly || dof < 2)) {
    refuse(
      'A ratio of masses can only be looked for with positions alone, of two or more degrees of freedom.',
      'Switch it off.',
    );
  }
}
