import { DERIVATIVE_METHODS, dominantPeriod, median, stepFacts } from '../../derivatives/index.ts';
import type { ImportWarning } from '../import-report.ts';
import { excerpt } from '../read/text-of.ts';
import type { Imported, Warner } from './imported.ts';
import { note, percent, short, warning } from './wording.ts';

/** From this correlation on p and dq/dt are called the same up to a factor. */
const SAME_UP_TO_FACTOR = 0.98;
/** A quarter of a period: a cubic follows the motion no further. */
const LONGEST_WINDOW = 1 / 4;
/** Coarse differences make a slope this much too small. */
const RATE_TOLERANCE = 0.2;
const FEWEST_SAMPLES_PER_PERIOD = 6;

/** Whether the samples are dense enough for derivatives, and what p is. */
export const warnOfMotion: Warner = (imported) => [
  ...sampling(imported),
  ...givenRates(imported),
  ...momenta(imported),
];

function sampling({ facts, tracks, columns: { nameOf } }: Imported): ImportWarning[] {
  const { recipe, derivatives } = facts;
  const warnings: ImportWarning[] = [];
  const { window: wish } = recipe.derivative;
  const longest = derivatives.reduce((a, b) => (b.windowTime > a.windowTime ? b : a));
  if (wish !== null && longest.windowTime > 1.5 * wish) {
    const message = `The derivative window was widened to ${longest.windowSamples} samples (${short(longest.windowTime)}); fewer do not determine a slope.`;
    warnings.push(warning('window-widened', 1, message));
  }
  for (const [i, column] of recipe.roles.q.entries()) {
    const { method, windowTime, windowSamples } = derivatives[i]!;
    if (method === 'given') continue;
    const found = tracks.flatMap(({ times, columns }) => {
      const period = dominantPeriod(times, columns.get(column)!);
      return period === null || period.isLowerBound
        ? []
        : [{ period: period.time, samples: period.time / stepFacts(times).median }];
    });
    if (found.length === 0) continue;
    const name = nameOf(column);
    const period = median(found.map((one) => one.period));
    const samples = median(found.map((one) => one.samples));
    if (samples < FEWEST_SAMPLES_PER_PERIOD) {
      const message = `'${excerpt(name)}' has only ${short(samples)} samples per period (${short(period)}): derivatives estimated from so few are poor.`;
      warnings.push(warning('few-samples-per-period', 1, message, { column: name }));
    } else if (windowSamples > 0 && windowTime > LONGEST_WINDOW * period) {
      const message = `The derivative window spans ${percent(windowTime / period)} of the dominant period of '${excerpt(name)}' (${short(period)}): estimated derivatives are too small at the peaks.`;
      warnings.push(warning('window-too-wide', 1, message, { column: name }));
    }
  }
  return warnings;
}

/** Compares a measured dq/dt with the slope of q by central differences: another factor than 1 is a unit that does not agree. */
function givenRates({ facts: { recipe }, tracks, columns: { nameOf } }: Imported): ImportWarning[] {
  const central = DERIVATIVE_METHODS.get('central');
  return recipe.roles.dq.flatMap((column, i) => {
    const sums = new LineSums();
    for (const { times, columns } of tracks) {
      if (times.length < central.minSamples) continue;
      const { rates } = central.estimate({ times, values: columns.get(recipe.roles.q[i]!)!, window: null });
      columns.get(column)!.forEach((value, row) => {
        sums.add(rates[row]!, value);
      });
    }
    const { factor } = sums;
    if (!(Math.abs(sums.correlation) >= SAME_UP_TO_FACTOR) || Math.abs(factor - 1) < RATE_TOLERANCE) return [];
    const name = nameOf(column);
    const message = `'${excerpt(name)}' is given as d${excerpt(nameOf(recipe.roles.q[i]!))}/dt but is ${signed(factor)} times the slope of it: the units of time or of one of the two do not agree.`;
    return [warning('rate-factor', 1, message, { column: name })];
  });
}

/** Least squares through the origin, y ≈ factor · x. */
class LineSums {
  private xx = 0;
  private xy = 0;
  private yy = 0;

  add(x: number, y: number): void {
    this.xx += x * x;
    this.xy += x * y;
    this.yy += y * y;
  }

  get factor(): number {
    return this.xy / this.xx;
  }

  get correlation(): number {
    return this.xy / Math.sqrt(this.xx * this.yy);
  }
}

/** Where p comes from; a measured p is compared with dq/dt by least squares, pᵢ ≈ f · dqᵢ/dt, over the rows used for fitting. */
function momenta({ facts: { recipe }, dataset: { dof, labels, trajectories } }: Imported): ImportWarning[] {
  if (recipe.roles.p.length === 0) {
    const isUnit = recipe.masses.every((mass) => mass === 1);
    const message = isUnit
      ? 'No momentum was measured: p is taken as dq/dt, that is for unit mass. H is then found per unit mass.'
      : `No momentum was measured: p is taken as m · dq/dt with ${recipe.masses.map((mass, i) => `m${dof > 1 ? i + 1 : ''} = ${mass}`).join(', ')}.`;
    return [note('momentum-from-rate', dof, message)];
  }
  return labels.p.flatMap((label, i) => {
    // The same column is both: nothing to compare.
    if (recipe.roles.p[i] === recipe.roles.dq[i]) return [];
    const sums = new LineSums();
    for (const { states, derivatives, fitRange } of trajectories) {
      for (let row = fitRange[0]; row < fitRange[1]; row++) {
        sums.add(derivatives[row * 2 * dof + i]!, states[row * 2 * dof + dof + i]!);
      }
    }
    const { factor, correlation } = sums;
    if (!(Math.abs(correlation) >= SAME_UP_TO_FACTOR)) return [];
    const column = { column: label };
    const fact = `'${excerpt(label)}' is ${signed(factor)} × d${excerpt(labels.q[i]!)}/dt (correlation ${correlation.toFixed(4).replace('-', '−')})`;
    if (Math.abs(factor - 1) < 0.02) return [note('momentum-factor', 1, `${fact}: unit mass.`, column)];
    if (factor < 0) {
      return [
        warning('momentum-factor', 1, `${fact}: one of the two has the wrong sign, or the mass is negative.`, column),
      ];
    }
    if (Math.abs((factor * 180) / Math.PI - 1) < 0.02) {
      return [
        warning('momentum-factor', 1, `${fact}: the position seems to be in degrees, the momentum in radians.`, column),
      ];
    }
    return [note('momentum-factor', 1, `${fact}: that factor is the mass the fit will find.`, column)];
  });
}

function signed(value: number): string {
  return (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? value.toPrecision(3) : value.toExponential(2)).replaceAll(
    '-',
    '−',
  );
}
