import type { Estimate } from '../report.ts';
import type { CardLine, IdentifiabilityEvidence } from './card-line.ts';
import { CERTAIN } from './one-energy.ts';

/** Momenta whose mass is within this share of 1, or within two of its errors, are as good as velocities. */
const UNIT_MASS = 0.1;

/** What the card says of friction, inputs, drives and constant forces. */
export function forceLines(evidence: IdentifiabilityEvidence): CardLine[] {
  const { model, facts, preTest, hasDrive, areMassesGiven } = evidence;
  const lines: CardLine[] = [];
  if (facts.decisions.some(({ id }) => id === 'energy-fed-in')) {
    lines.push({
      kind: 'unknown',
      words: 'Energy is fed in, and what drives the motion is not known: part of it may have been taken for H.',
      limit: { cap: 'poor', words: 'energy is fed in by something that is not in the model' },
    });
  } else if (facts.friction !== null) {
    const isPerMass = facts.isPositionsOnly ? !areMassesGiven : hasUnitMasses(evidence);
    lines.push({
      kind: 'known',
      words:
        'Friction is told from H because it vanishes at p = 0; what does not would be taken for part of V.' +
        (isPerMass ? ' Its coefficient is per velocity and per unit mass.' : ' Its coefficient is per momentum p.'),
    });
  }
  const named = model.forces.flatMap((force) => (force.kind === 'input' ? [`'${force.name}'`] : []));
  const acts = facts.forces.some(({ kind, z }) => kind === 'input' && Math.abs(z) > CERTAIN);
  if (named.length > 0 && !acts) {
    const words = `No force of ${[...new Set(named)].join(', ')} is seen: its factor cannot be told from 0.`;
    lines.push({ kind: 'unknown', words });
  }
  const names = acts ? named : [];
  if (names.length > 0) {
    lines.push({
      kind: 'known',
      words: `The force per unit of ${[...new Set(names)].join(', ')} is known, as it varies in time by itself.`,
    });
  }
  const unused = facts.decisions.find(({ id }) => id === 'inputs');
  if (unused !== undefined) lines.push({ kind: 'assumed', words: unused.sentence });
  if (preTest.verdict === 'driven' && !hasDrive) {
    lines.push({
      kind: 'unknown',
      words: 'The motion looks driven, and the force from outside is not known: part of it may have been taken for H.',
      limit: { cap: 'none', words: 'the motion looks driven by a force that is not in the model' },
    });
  }
  const angles = new Set(model.inputs.filter(({ kind }) => kind !== 'scaled').map(({ coordinate }) => coordinate));
  const isAngle = (axis: number) => angles.has(axis);
  const axes = Array.from({ length: model.dof }, (_, axis) => axis);
  if (!axes.every(isAngle)) {
    lines.push({
      kind: 'unknown',
      words: 'A constant force cannot be told from a slope of V: it is part of V here.',
    });
  }
  if (axes.some(isAngle) && !model.forces.some(({ kind }) => kind === 'torque')) {
    lines.push({ kind: 'assumed', words: 'No constant torque acts on the angle, and H repeats after a full turn.' });
  }
  return lines;
}

/** True when momenta and velocities agree on every degree of freedom. */
export function hasUnitMasses({ model, physics }: IdentifiabilityEvidence): boolean {
  const isUnit = (mass: Estimate | null) =>
    mass !== null && Math.abs(mass.value - 1) <= Math.max(UNIT_MASS, 2 * (mass.error ?? 0));
  return physics.length === model.dof && physics.every(({ mass }) => isUnit(mass));
}
