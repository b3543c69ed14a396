import { isUsualStep, stepFacts } from '../../derivatives/index.ts';
import type { ImportWarning } from '../import-report.ts';
import { excerpt } from '../read/text-of.ts';
import { lineOf } from '../tracks/track.ts';
import type { Imported, Warner } from './imported.ts';
import { countOf, note, percent, short, warning } from './wording.ts';

/** A step longer than this many usual ones means that samples are missing. */
const LONG_STEP = 1.8;
/** Up to this share of steps that are off, an irregular clock is only a note. */
const SOME_STEPS = 0.05;

const TIME_NAME = /^(?:t|time|zeit|timestamp)(?![\p{L}\p{N}])/iu;

/** The order of time, its steps, and where trajectories were cut. */
export const warnOfTimes: Warner = (imported) => [
  ...counted(imported),
  ...dates(imported),
  ...order(imported),
  ...cuts(imported),
  ...steps(imported),
  ...resampledGaps(imported),
];

/** Rows counted in no unit: what is proposed where no column looks like time, and chosen by nobody. */
function counted({ facts: { recipe, rows }, raws }: Imported): ImportWarning[] {
  const { time } = recipe;
  if (time.kind !== 'step' || time.step !== 1 || time.unit !== '') return [];
  const name = raws[0]!.names.find((one) => TIME_NAME.test(one));
  const other = name === undefined ? '' : ` Column '${excerpt(name)}' is called like time: choose it if it is.`;
  const message = `Rows are counted as time, 1 from each to the next: give the time between two rows, or a column.${other}`;
  return [warning('time-counted', rows.kept, message, name === undefined ? {} : { column: name })];
}

function dates({ facts: { changes, rows } }: Imported): ImportWarning[] {
  const change = changes.find(({ by }) => by === 'date' || by === 'julian date');
  if (change === undefined) return [];
  const message = `Times are ${change.detail}; the time zone of this computer plays no part.`;
  return [note('dates-converted', rows.kept, message, { column: change.column })];
}

function order({ findings, facts: { recipe } }: Imported): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const sorted = findings.get('time-sorted');
  if (sorted !== null) {
    const message = `Time falls at ${countOf(sorted.count, 'row', 'rows')}, first in line ${sorted.line} of ${sorted.file}; the rows are sorted by time.`;
    warnings.push(warning('time-sorted', sorted.count, message, { file: sorted.file, line: sorted.line }));
  }
  const identical = findings.count('repeated-identical');
  const conflicting = findings.count('repeated-conflicting');
  if (identical + conflicting > 0) {
    const found = [findings.get('repeated-identical'), findings.get('repeated-conflicting')].filter(
      (one) => one !== null,
    );
    const { file, line } = found.reduce((a, b) => (b.file === a.file && b.line < a.line ? b : a));
    const kept = {
      first: 'the first is kept',
      last: 'the last is kept',
      mean: 'their mean is taken',
      refuse: 'refused',
    };
    const which = [
      ...(identical > 0 ? [`${identical} identical, left out`] : []),
      ...(conflicting > 0 ? [`${conflicting} with other values, ${kept[recipe.rows.repeated]}`] : []),
    ].join('; ');
    const message = `${countOf(identical + conflicting, 'row repeats', 'rows repeat')} a time, the first in line ${line} of ${file}: ${which}.`;
    warnings.push(warning('times-repeated', identical + conflicting, message, { file, line }));
  }
  return warnings;
}

function cuts({ findings, tracks, facts }: Imported): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const reset = findings.get('time-reset');
  if (reset !== null) {
    const message = `Time begins anew at ${countOf(reset.count, 'row', 'rows')}, first in line ${reset.line} of ${reset.file}: a new trajectory starts there.`;
    warnings.push(note('time-reset', reset.count, message, { file: reset.file, line: reset.line }));
  }
  const midnight = findings.get('midnight');
  if (midnight !== null) {
    const { count, file, line } = midnight;
    const message = `The clock passes midnight at ${countOf(count, 'row', 'rows')}, first in line ${line} of ${file}: without dates nobody knows how long it took, and a new trajectory starts there.`;
    warnings.push(warning('midnight', count, message, { file, line }));
  }
  const parts = tracks.filter(({ partOf }) => partOf !== null).length;
  if (parts > 0 && reset === null && midnight === null) {
    const which =
      parts === facts.trajectories.length ? 'All trajectories' : countOf(parts, 'trajectory', 'trajectories');
    const message = `${which} are parts of longer ones: neighbouring parts are not independent of each other.`;
    warnings.push(note('trajectories-cut', parts, message));
  }
  return warnings;
}

function steps({ tracks, findings, facts }: Imported): ImportWarning[] {
  let [all, long, off] = [0, 0, 0];
  let first: { readonly file: string; readonly line: number } | null = null;
  let [min, max] = [Infinity, 0];
  const medians: number[] = [];
  for (const track of tracks) {
    if (track.times.length < 3) continue;
    const { times, table } = track;
    const usual = stepFacts(times);
    min = Math.min(min, usual.min);
    max = Math.max(max, usual.max);
    medians.push(usual.median);
    all += times.length - 1;
    for (let i = 1; i < times.length; i++) {
      const step = times[i]! - times[i - 1]!;
      if (isUsualStep(step, usual.median)) continue;
      if (step > LONG_STEP * usual.median) {
        long++;
        first ??= { file: table.raw.file, line: lineOf(track, i) };
      } else off++;
    }
  }
  const warnings: ImportWarning[] = [];
  const cut = findings.get('gap') ?? findings.get('bad-row-cut');
  if (cut !== null || first !== null) {
    const { file, line } = cut ?? first!;
    const count = findings.count('gap') + findings.count('bad-row-cut') + long;
    const cutWords = cut === null ? '' : '; trajectories are cut there, no derivative crosses a gap';
    const message = `${countOf(count, 'gap', 'gaps')} in time, the first before line ${line} of ${file}${cutWords}.`;
    warnings.push(warning('gaps', count, message, { file, line }));
  }
  if (off > 0) {
    const unit = facts.timeUnit === '' ? '' : ` ${facts.timeUnit}`;
    const middle = medians.toSorted((a, b) => a - b)[medians.length >> 1]!;
    const message = `${percent(off / all)} of the time steps differ from the usual one by more than 20\u2009% (shortest ${short(min)}, median ${short(middle)}, longest ${short(max)}${unit}).`;
    warnings.push((off / all > SOME_STEPS ? warning : note)('irregular-steps', off, message));
  }
  return warnings;
}

function resampledGaps({ findings }: Imported): ImportWarning[] {
  const found = findings.get('resampled-gap');
  if (found === null) return [];
  const { count, file, line } = found;
  const message = `The even steps run over ${countOf(count, 'gap', 'gaps')} in time, the first before line ${line} of ${file}: what stands there was not measured. Cut trajectories at gaps to leave it out.`;
  return [warning('resampled-gaps', count, message, { file, line })];
}
