// Ways to choose the hidden layer without training it. A sampler says what it needs; the fit supplies it. No solving here.
// To add one: write `my-sampler.ts` that satisfies `Sampler`, add one line below. The supervised `swim` comes in as `swim.ts`
// with the need `values`, reusing swim-pairs and swim-layer as `a-swim.ts` does.
import { createRegistry } from '../registry.ts';
import { aSwim } from './a-swim.ts';
import { elm } from './elm.ts';
import { uSwim } from './u-swim.ts';

/** Every sampler, by id. */
export const samplers = createRegistry('method', [elm, uSwim, aSwim]);

export type { Sampler, SamplerInput, SamplerNeeds } from './sampler.ts';
