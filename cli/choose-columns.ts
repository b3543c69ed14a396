import type { ColumnMapping } from '../core/import/import-types.ts';
import { AppError } from '../service/api/index.ts';
import { nearest, type OptionValues } from './command.ts';

/** Reads the columns of every role from the options. @throws UsageError, AppError `missing-column` */
export function chooseColumns(options: OptionValues, names: readonly string[], file: string): ColumnMapping {
  const list = (name: string) => {
    const text = options.text(name);
    return text === null ? [] : findColumns(text, names, file);
  };
  const run = options.text('run');
  return {
    time: findColumn(options.required('time'), names, file),
    q: findColumns(options.required('q'), names, file),
    p: findColumns(options.required('p'), names, file),
    dq: list('dq'),
    dp: list('dp'),
    run: run === null ? null : findColumn(run, names, file),
  };
}

/** A list `a,b`; a name that holds a comma itself is understood when it is the whole text. */
function findColumns(text: string, names: readonly string[], file: string): number[] {
  const whole = names.indexOf(text);
  return whole !== -1 ? [whole] : text.split(',').map((part) => findColumn(part, names, file));
}

/** By name as written, else by name in any case, else by number from 1. */
function findColumn(text: string, names: readonly string[], file: string): number {
  const wanted = text.trim();
  const exact = names.indexOf(wanted);
  if (exact !== -1) return exact;
  const lower = wanted.toLowerCase();
  const similar = names.flatMap((name, column) => (name.toLowerCase() === lower ? [column] : []));
  if (similar.length === 1) return similar[0]!;
  const number = /^\d+$/.test(wanted) ? Number(wanted) : NaN;
  if (number >= 1 && number <= names.length) return number - 1;
  const near = nearest(wanted, names);
  const guess = near === null ? '' : ` Did you mean '${near}'?`;
  const shown = names.slice(0, 30).map((name, i) => `${i + 1} ${name}`);
  throw new AppError('missing-column', `${file} has no column '${wanted}'.${guess}`, {
    hint: `The columns are: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}.`,
    context: { file, column: wanted },
  });
}
