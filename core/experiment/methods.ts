import { baselines } from '../baselines/index.ts';
import type { Baseline } from '../baselines/baseline.ts';
import { CoreError } from '../errors.ts';
import { samplers } from '../samplers/index.ts';
import type { Sampler } from '../samplers/sampler.ts';
import { measuredMethod } from './measured-method.ts';

/** A way to learn: from motion as it was measured, or from samples by a sampled network (by its sampler) or a baseline it is compared with. */
export type Method =
  | { readonly kind: 'measured'; readonly entry: MethodEntry }
  | { readonly kind: 'sampled'; readonly sampler: Sampler }
  | { readonly kind: 'baseline'; readonly baseline: Baseline };

/** A method that learns from points with the rates known at them. */
export type SampleMethod = Exclude<Method, { readonly kind: 'measured' }>;

/** What all methods say about themselves. */
export type MethodEntry = Pick<Sampler & Baseline, 'id' | 'label' | 'summary' | 'formula'>;

/** Every method, the one for measured motion first, then the sampled ones. Ids are unique over all of them. */
export const methods: readonly Method[] = [
  { kind: 'measured', entry: measuredMethod },
  ...samplers.all.map((sampler): Method => ({ kind: 'sampled', sampler })),
  ...baselines.all.map((baseline): Method => ({ kind: 'baseline', baseline })),
];

/** The entry behind a method: what all of them declare alike. */
export function entryOf(method: Method): MethodEntry {
  if (method.kind === 'measured') return method.entry;
  return method.kind === 'sampled' ? method.sampler : method.baseline;
}

/** The method with an id. @throws CoreError `unknown-id`, naming the ids there are */
export function findMethod(id: string): Method {
  const found = methods.find((method) => entryOf(method).id === id);
  if (found === undefined) {
    throw new CoreError('unknown-id', `There is no method '${id}'.`, {
      hint: `Choose one of: ${methods.map((method) => entryOf(method).id).join(', ')}.`,
      context: { id },
    });
  }
  return found;
}

/** The same, where there are points and no motion. @throws CoreError `unknown-id`; `bad-argument` for a method that needs motion */
export function findSampleMethod(id: string): SampleMethod {
  const method = findMethod(id);
  if (method.kind !== 'measured') return method;
  throw new CoreError(
    'bad-argument',
    `'${method.entry.label}' learns from motion in time, and here are single points.`,
    {
      hint: 'Choose A-SWIM.',
      context: { id },
    },
  );
}
