import type { ForceTerm } from '../network/identified-hamiltonian.ts';
import type { ForceColumns } from './choose-forces.ts';
import type { FrictionLaw, IdentificationOptions } from './options.ts';
import type { Decision, LawTried } from './report.ts';
import type { RowFit } from './row-fits.ts';
import { fitWith } from './solve.ts';
import type { PartialFit } from './solve.ts';

/** |coefficient|/standard deviation from which friction is there: none of 88 undamped sets reached it (noise.md §4). */
const CERTAIN = 4;
/** Fall of −2 log evidence from which another law is better than viscous friction. */
const BETTER = 4;
/** Friction below this, per radian of the motion, changes the energy by less than a millionth in a period: no data show it. */
const LEAST = 1e-7;
/** Width of the step of dry friction, in standard deviations of p. */
const DRY_WIDTH = 0.03;
/** Neurons of friction that depends on the state. */
const NETWORK_WIDTH = 20;

const LAWS = ['viscous', 'quadratic', 'dry', 'network'] as const satisfies FrictionLaw[];

/** Which laws a fit needs columns for: one that is tested or was asked for. */
export function lawsToTry({ friction }: Pick<IdentificationOptions, 'friction'>): readonly FrictionLaw[] {
  if (friction === 'off') return [];
  return friction === 'auto' ? LAWS.filter((law) => law !== 'network') : [friction];
}

/**
 * Columns of friction of a law on every degree of freedom.
 * @param momenta standard deviations of the momenta   @param normal standard normal draws, for the network
 */
export function frictionForces(
  law: FrictionLaw,
  momenta: readonly number[],
  inputs: number,
  normal: () => number,
): ForceTerm[] {
  return momenta.flatMap((deviation, axis): ForceTerm[] => {
    switch (law) {
      case 'viscous':
      case 'quadratic':
        return [{ kind: law, axis }];
      case 'dry':
        return [{ kind: law, axis, width: DRY_WIDTH * deviation }];
      case 'network':
        return [
          { kind: 'viscous', axis },
          ...Array.from({ length: NETWORK_WIDTH }, (): ForceTerm => ({
            kind: 'network-friction',
            axis,
            weights: Array.from({ length: inputs }, () => normal() / 2),
            bias: normal(),
          })),
        ];
    }
  });
}

/** What became of friction. */
export interface FrictionChoice {
  readonly law: FrictionLaw | null;
  /** What the fit was made with. */
  readonly rows: RowFit;
  readonly fit: PartialFit;
  readonly laws: readonly LawTried[];
  readonly decisions: readonly Decision[];
}

/** A fit of one law beside others. */
interface Candidate {
  readonly law: FrictionLaw;
  readonly fit: PartialFit;
  /** Coefficient over its standard deviation, the largest in size. */
  readonly z: number;
  /** Degrees of freedom whose coefficient is certainly negative. */
  readonly fedAxes: readonly number[];
}

/**
 * Takes friction when a coefficient is more than 4 standard deviations from 0: viscous first, then quadratic or dry instead when its own coefficient is as
 * certain and its evidence better by 4. All on the same rows. Friction is kept only if it is as certain at the roughness that is best without it. A
 * coefficient of the opposite sign feeds energy in: it stays in the fit, so that H is not bent by it, and is told.
 * @param rows those that are best with viscous friction, and those that are best without any
 */
export function findFriction(
  rows: { readonly withFriction: RowFit; readonly without: RowFit },
  { fixed, lawOf }: Pick<ForceColumns, 'fixed' | 'lawOf'>,
  { friction, names }: Pick<IdentificationOptions, 'friction'> & { readonly names: readonly string[] },
): FrictionChoice {
  const { withFriction, without } = rows;
  const indicesOf = (law: FrictionLaw) => lawOf.flatMap((other, index) => (other === law ? [index] : []));
  const tryLaw = (law: FrictionLaw, { factored, rule }: RowFit): Candidate => {
    const fit = fitWith(factored, [...fixed, ...indicesOf(law)], rule);
    const axes = indicesOf(law).map((index) => factored.basis.forces[index]!.axis);
    return { law, fit, ...scoresOf(fit, axes) };
  };
  const [first, ...others] = lawsToTry({ friction });
  const tried = first === undefined ? [] : [tryLaw(first, withFriction)];
  if (tried.some(({ z }) => z > CERTAIN)) tried.push(...others.map((law) => tryLaw(law, withFriction)));
  const found = friction === 'auto' ? takeLaw(tried) : (tried[0] ?? null);
  const isDoubtful =
    friction === 'auto' &&
    found !== null &&
    withFriction !== without &&
    !(Math.abs(tryLaw(found.law, without).z) > CERTAIN);
  const taken = isDoubtful ? null : found;
  const chosen = taken === null ? without : withFriction;
  const bare = fitWith(withFriction.factored, fixed, withFriction.rule);
  return {
    law: taken?.law ?? null,
    rows: chosen,
    fit: taken?.fit ?? (chosen === withFriction ? bare : fitWith(chosen.factored, fixed, chosen.rule)),
    laws: tried.map(({ law, fit, z }) => ({
      law,
      z,
      gain: bare.ridge.evidence - fit.ridge.evidence,
      isTaken: law === taken?.law,
    })),
    decisions: isDoubtful ? [doubt(found)] : describe(tried, taken, friction, names),
  };
}

function doubt({ z }: Candidate): Decision {
  return {
    id: 'friction',
    sentence: `Friction is not sure: its coefficient is ${Math.abs(z).toFixed(1)} standard deviations from 0 with one smoothness of H, and less than ${CERTAIN} with another.`,
    statistic: z,
    threshold: CERTAIN,
  };
}

function takeLaw(tried: readonly Candidate[]): Candidate | null {
  const viscous = tried.find(({ law }) => law === 'viscous')!;
  if (viscous.fedAxes.length > 0) return viscous;
  if (viscous.z <= CERTAIN) return null;
  const better = tried.filter(
    ({ law, fit, z }) => law !== 'viscous' && z > CERTAIN && fit.ridge.evidence < viscous.fit.ridge.evidence - BETTER,
  );
  return [viscous, ...better].reduce((best, one) => (one.fit.ridge.evidence < best.fit.ridge.evidence ? one : best));
}

/** How certain the last columns are, those of friction on the given degrees of freedom. */
function scoresOf({ columns, ridge }: PartialFit, axes: readonly number[]): Pick<Candidate, 'z' | 'fedAxes'> {
  const n = columns.length;
  const root = ridge.posterior();
  const coefficients = ridge.coefficients();
  let largest = 0;
  const fed = new Set<number>();
  axes.forEach((axis, index) => {
    const j = n - axes.length + index;
    const z = coefficients[j]! / deviationAt(root, n, j);
    if (Math.abs(coefficients[j]!) < LEAST) return;
    if (Math.abs(z) > Math.abs(largest)) largest = z;
    if (z < -CERTAIN) fed.add(axis);
  });
  return { z: largest, fedAxes: [...fed] };
}

/** √(L Lᵀ)ⱼⱼ */
export function deviationAt(root: Float64Array, n: number, j: number): number {
  let square = 0;
  for (let k = 0; k < n; k++) square += root[j * n + k]! ** 2;
  return Math.sqrt(square);
}

const NAMES: Readonly<Record<FrictionLaw, string>> = {
  viscous: 'friction proportional to p',
  quadratic: 'friction proportional to p|p|',
  dry: 'dry friction',
  network: 'friction that depends on the state',
};

function describe(
  tried: readonly Candidate[],
  taken: Candidate | null,
  asked: IdentificationOptions['friction'],
  names: readonly string[],
): Decision[] {
  const fed = taken === null || taken.law === 'network' ? [] : fedDecision(taken, names);
  if (asked !== 'auto') {
    const sentence =
      taken === null ? 'Friction was left out, as asked for.' : `${capital(NAMES[taken.law])} was asked for.`;
    return [{ id: 'friction', sentence, statistic: taken?.z ?? null, threshold: null }, ...fed];
  }
  const viscous = tried.find(({ law }) => law === 'viscous')!;
  const size = Math.abs(viscous.z).toFixed(1);
  const numbers = { statistic: viscous.z, threshold: CERTAIN };
  if (viscous.z < -CERTAIN) return fed;
  if (viscous.z <= CERTAIN) {
    const sentence = `Friction is not seen: its coefficient is ${size} standard deviations from 0, and less than ${CERTAIN} are taken for none.`;
    return [{ id: 'friction', sentence, ...numbers }, ...fed];
  }
  const found: Decision = {
    id: 'friction',
    sentence: `There is friction: its coefficient is ${size} standard deviations from 0.`,
    ...numbers,
  };
  if (taken === null || taken.law === 'viscous') return [found, ...fed];
  const gain = viscous.fit.ridge.evidence - taken.fit.ridge.evidence;
  return [
    found,
    {
      id: 'friction-law',
      sentence: `${capital(NAMES[taken.law])} describes it better than friction proportional to p.`,
      statistic: gain,
      threshold: BETTER,
    },
    ...fed,
  ];
}

/** What is said of friction with the opposite sign. */
function fedDecision({ z, fedAxes }: Candidate, names: readonly string[]): Decision[] {
  if (fedAxes.length === 0) return [];
  const where = names.length > 1 ? ` along ${fedAxes.map((axis) => names[axis]).join(', ')}` : '';
  return [
    {
      id: 'energy-fed-in',
      sentence: `Energy is fed in${where}: the coefficient of friction is negative by more than ${CERTAIN} standard deviations. Is there a drive?`,
      statistic: z,
      threshold: CERTAIN,
    },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
