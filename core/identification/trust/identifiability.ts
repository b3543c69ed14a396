import { formatNumber, formatRelative } from '../../experiment/format-number.ts';
import type { Estimate, GradedVerdict, Identifiable, IdentificationFacts } from '../report.ts';
import { isBeyondChance, isNoiseTooLarge } from '../misfit.ts';
import type { CardLine, IdentifiabilityEvidence } from './card-line.ts';
import { WRONG_BANDS } from './forecast-verdict.ts';
import { forceLines, hasUnitMasses } from './force-lines.ts';
import { worstFirst, worstOf } from './grades.ts';
import type { Limit } from './grades.ts';

/** Recordings shorter than this many periods tell little. */
const FEW_PERIODS = 2;
/** Ranges of more channels would fill the card. */
const MOST_RANGES = 4;

/** What these data can tell at all, line by line, and the verdict on it. */
export function describeIdentifiability(evidence: IdentifiabilityEvidence): {
  readonly card: readonly Identifiable[];
  readonly verdict: GradedVerdict;
} {
  const lines = [
    ...(evidence.facts.isPositionsOnly ? positionLines(evidence) : stateLines(evidence)),
    ...energyLines(evidence),
    ...forceLines(evidence),
    ...coverageLines(evidence),
    ...misfitLines(evidence),
    ...bandLines(evidence),
    ...columnLines(evidence),
  ];
  return {
    card: lines.map(({ kind, words }) => ({ kind, words })),
    verdict: judge(
      lines.flatMap(({ limit }) => limit ?? []),
      evidence.facts.isPositionsOnly,
    ),
  };
}

function judge(limits: readonly Limit[], isPositionsOnly: boolean): GradedVerdict {
  const grade = worstOf(limits.map(({ cap }) => cap));
  const what = isPositionsOnly ? 'V' : 'H';
  const reasons = worstFirst(limits).join('; ');
  const place = isPositionsOnly
    ? 'over the positions the data cover, up to a constant, if T = p²/(2m) is right'
    : 'where the data are, up to a constant';
  switch (grade) {
    case 'good':
      return { grade, sentence: `The data determine ${what} ${place}.` };
    case 'fair':
      return { grade, sentence: `The data determine ${what} ${place}, with a limit: ${reasons}.` };
    case 'poor':
      return { grade, sentence: `The data determine ${what} only in part: ${reasons}.` };
    case 'none':
      return { grade, sentence: `It cannot be said that ${what} is that of the system: ${reasons}.` };
  }
}

function positionLines({ facts, model, areMassesGiven }: IdentifiabilityEvidence): CardLine[] {
  const masses = (model.masses ?? []).map((mass) => formatNumber(mass)).join(', ');
  const isSingle = model.dof === 1;
  const lines: CardLine[] = [
    {
      kind: 'assumed',
      words: 'Only positions were measured: T = p²/(2m) with a constant mass is assumed, V(q) is learned.',
    },
  ];
  if (areMassesGiven) {
    lines.push({
      kind: 'known',
      words: `V is known up to a constant, with the given ${isSingle ? 'mass' : 'masses'} m = ${masses}; V is in proportion to ${isSingle ? 'it' : 'them'}.`,
    });
  } else if (isSingle) {
    lines.push(
      { kind: 'known', words: 'V per unit mass is known, up to a constant.' },
      {
        ...{ kind: 'unknown', words: 'V itself is not: give the mass m to get V in joules (for kg, m and s).' },
        limit: { cap: 'fair', words: 'V is known per unit mass only' },
      },
    );
  } else {
    lines.push(...massRatioLines(facts.massScan, masses));
  }
  lines.push({
    kind: 'unknown',
    words: 'A mass that depends on q cannot be found from positions: for that, give the momenta as columns.',
  });
  return lines;
}

function massRatioLines(scan: IdentificationFacts['massScan'], masses: string): CardLine[] {
  const common: CardLine = {
    kind: 'unknown',
    words: 'A common factor of V and all masses is not: give one mass to get V in joules (for kg, m and s).',
  };
  if (scan === null) {
    return [
      {
        kind: 'assumed',
        words: `The masses were taken as ${masses}. Their ratio shows in positions only if V couples the coordinates: have it looked for, or give the masses.`,
        limit: { cap: 'fair', words: 'the ratio of the masses is assumed' },
      },
      common,
    ];
  }
  const name = `The mass of degree of freedom ${scan.axis + 1} relative to the first`;
  if (scan.best === null) {
    return [
      {
        kind: 'unknown',
        words: `${name} cannot be known from these data: no ratio fits best, as when V does not couple the coordinates. Give the masses, or momenta as columns.`,
        limit: { cap: 'poor', words: 'the ratio of the masses cannot be found' },
      },
      common,
    ];
  }
  return [
    { kind: 'known', words: `${name} is ${estimateWords(scan.best)}: V couples the coordinates.` },
    { ...common, limit: { cap: 'fair', words: 'V and the masses are known up to a common factor' } },
  ];
}

function stateLines(evidence: IdentifiabilityEvidence): CardLine[] {
  const { model } = evidence;
  const lines: CardLine[] = [
    { kind: 'known', words: 'H is known up to a constant.' },
    {
      kind: 'assumed',
      words:
        'The momenta are taken as canonical, which the data alone do not prove.' +
        (model.dof > 1
          ? ' With several degrees of freedom velocities are so only if all masses are equal and constant.'
          : ''),
    },
  ];
  if (hasUnitMasses(evidence)) {
    lines.push({
      kind: 'known',
      words:
        'The momenta equal the velocities as far as the data tell. If velocities were measured, H is the energy per unit mass: multiply it by m.',
    });
  }
  return lines;
}

function energyLines({ oneEnergy }: IdentifiabilityEvidence): CardLine[] {
  return oneEnergy === null ? [] : [{ kind: 'unknown', words: oneEnergy.words, limit: oneEnergy.identifiability }];
}

function coverageLines({ facts, ranges }: IdentifiabilityEvidence): CardLine[] {
  const names =
    ranges.length > MOST_RANGES
      ? 'where the data are'
      : ranges
          .map(([low, high], k) => `${facts.channels[k]!} from ${formatNumber(low)} to ${formatNumber(high)}`)
          .join(', ');
  const lines: CardLine[] = [
    { kind: 'unknown', words: `Beyond the covered region (${names}) everything is extrapolation.` },
  ];
  if (facts.periods < FEW_PERIODS) {
    lines.push({
      kind: 'unknown',
      words: `Only ${formatNumber(facts.periods, 2)} periods were learned from: slow effects such as weak friction hardly show.`,
      limit: { cap: 'fair', words: 'few periods were learned from' },
    });
  }
  return lines;
}

function misfitLines({ facts, leftover, isForecastGood, isNoiseGiven }: IdentifiabilityEvidence): CardLine[] {
  const { misfit, ridge, isPositionsOnly, samplesPerPeriod } = facts;
  if (isNoiseTooLarge(misfit.value, samplesPerPeriod)) {
    const words = isNoiseGiven
      ? 'The noise that was given is larger than what the model leaves over, so a misfit hardly shows.'
      : 'The noise found is an upper bound: smoothing may take part of the motion for noise, so a misfit hardly shows.';
    const limit: Limit = { cap: 'fair', words: 'the noise is not known well enough to show a misfit' };
    return [{ kind: 'unknown', words, ...(!isForecastGood && { limit }) }];
  }
  if (misfit.grade === 'good') return [];
  const what = isPositionsOnly ? 'V' : 'H';
  const left = `The model leaves ${formatNumber(misfit.value, 2)} times the variance of the noise over`;
  if (misfit.grade === 'fair' && !isBeyondChance(misfit.value, ridge)) {
    const limit: Limit = { cap: 'fair', words: 'the model may leave more than noise over' };
    return [{ kind: 'unknown', words: `${left}, which may be chance.`, limit }];
  }
  const isHopeless = misfit.grade === 'no-claim';
  return [
    {
      kind: 'unknown',
      words: `${left}: what is missing may have bent ${what}.`,
      limit: {
        cap: leftover !== null ? 'poor' : isHopeless ? 'none' : 'fair',
        words:
          leftover !== null
            ? 'the model does not describe everything these precise data show'
            : isHopeless
              ? 'one H does not describe the data'
              : 'the model leaves more than noise over',
      },
    },
  ];
}

function bandLines({ heldInBands }: IdentifiabilityEvidence): CardLine[] {
  if (heldInBands === null || heldInBands >= WRONG_BANDS) return [];
  const held = `the 90\u2009% bands hold ${formatRelative(heldInBands)} of the held-out values`;
  return [
    {
      kind: 'unknown',
      words: `Errors may be larger than told: ${held}.`,
      limit: { cap: 'fair', words: held },
    },
  ];
}

function columnLines({ facts: { ridge }, model }: IdentifiabilityEvidence): CardLine[] {
  const found = formatNumber(ridge.degreesOfFreedom, 2);
  return [
    model.width === 0
      ? {
          kind: 'assumed',
          words: `H is a sum of the chosen columns; the data determine about ${found} of ${ridge.columns} coefficients.`,
        }
      : {
          kind: 'assumed',
          words: `The data determine about ${found} of ${ridge.columns} coefficients; beyond that, H is taken to be as smooth as they allow.`,
        },
  ];
}

function estimateWords({ value, error }: Estimate): string {
  return error === null ? formatNumber(value) : `${formatNumber(value)} ± ${formatNumber(1.645 * error, 2)}`;
}
