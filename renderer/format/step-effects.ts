import type { ImportReport, PrepareStep, PrepareStepKind } from '../state/contract-types.ts';
import { formatCount } from './numbers.ts';

/** Reasons by which the report counts rows that a step left out. */
export const LEFT_OUT_REASONS: Partial<Readonly<Record<PrepareStepKind, string>>> = {
  window: 'outside the time window',
  'drop-ends': 'at an end of its trajectory',
  outliers: 'an outlier among its neighbours',
};

/** What a step did, as the report counts it: `Changed 800 values: − 0.5.`; '' where the report does not know the step. */
export function stepEffect({ kind }: PrepareStep, report: ImportReport): string {
  const alike = report.recipe.steps.filter((step) => step.isOn && step.kind === kind).length;
  if (alike === 0) return '';
  const own = report.changes.filter(({ by }) => by === kind);
  const changed = sum(own);
  const leftOut = sum(report.refusalGroups.filter(({ reason }) => reason === LEFT_OUT_REASONS[kind]));
  // The report counts by kind; of several alike nobody can tell whose share is whose.
  const whose = alike === 1 ? '' : ', all steps of this kind together';
  if (kind in LEFT_OUT_REASONS) {
    return leftOut === 0 ? 'Left out no row.' : `Left out ${counted(leftOut, 'row')}${whose}.`;
  }
  if (changed === 0) return 'Changed no value.';
  const [detail = '', ...others] = [...new Set(own.map((change) => change.detail))];
  const how = detail === '' || others.length > 0 ? '' : `: ${detail}`;
  return `Changed ${counted(changed, 'value')}${whose}${how}.`;
}

function sum(facts: readonly { readonly count: number }[]): number {
  return facts.reduce((total, { count }) => total + count, 0);
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}
