/// <reference types="svelte" />
import { describe, expect, it } from 'vitest';
import { RUN_DEFAULTS } from '../../core/experiment/index.ts';
import { IDENTIFICATION_DEFAULTS } from '../../core/identification/index.ts';
import { formFromDefaults, type ExperimentForm } from '../../renderer/state/experiment-form.ts';
import { formChange } from '../../renderer/state/form-change.ts';

const form: ExperimentForm = { ...formFromDefaults(RUN_DEFAULTS), data: { kind: 'dataset', datasetId: 'a' } };
const after = (part: Partial<ExperimentForm>) => formChange(form, { ...form, ...part }, RUN_DEFAULTS);
const identified = (part: Partial<typeof IDENTIFICATION_DEFAULTS>) =>
  after({ identification: { ...IDENTIFICATION_DEFAULTS, ...part } });

describe('a change of the experiment', () => {
  it('is none when all is the same, even where a field is no number', () => {
    expect(after({})).toBeNull();
    expect(identified({})).toBeNull();
    const empty = { ...form, width: NaN };
    expect(formChange(empty, { ...empty }, RUN_DEFAULTS)).toBeNull();
  });

  it('is named by the setting that was changed', () => {
    expect(after({ width: 20 })).toEqual({ what: 'neurons', isTyped: true });
    expect(after({ split: { kind: 'fraction', fraction: 0.3 } })?.what).toBe('share held out');
    expect(identified({ friction: 'off' })).toEqual({ what: 'friction', isTyped: false });
    expect(identified({ noise: [0.1, NaN] })).toEqual({ what: 'noise', isTyped: true });
    expect(identified({ inputs: [] })?.what).toBe('known inputs');
    expect(identified({ drives: [{ frequency: 2, axis: 0 }] })?.isTyped).toBe(true);
  });

  it('is named by the choice that others follow', () => {
    expect(after({ data: { kind: 'dataset', datasetId: 'b' }, width: 20 })?.what).toBe('choice of data');
    expect(after({ method: 'u-swim', width: 20 })).toEqual({ what: 'method', isTyped: false });
    expect(identified({ positionsOnly: true, noise: [1] })?.what).toBe('what is learned from');
  });
});
