import { CoreError } from '../errors.ts';
import type { Sampler } from './sampler.ts';
import { buildSwimLayer } from './swim-layer.ts';
import { drawCandidates, drawDistinct, selectPairs, slopeProbabilities } from './swim-pairs.ts';

/** SWIM with pairs drawn in proportion to the slope of Ĥ from a first U-SWIM fit, over the same candidate pool as that fit. */
export const aSwim: Sampler = {
  id: 'a-swim',
  label: 'A-SWIM',
  summary:
    'Fits once with U-SWIM, then places the neurons again where that first answer is steep, and solves a second time.',
  formula: 'w = 2s(x₂ − x₁)/|x₂ − x₁|², b = −w·x₁ − s, s = ln(3)/2; P(pair) ∝ |Ĥ(x₂) − Ĥ(x₁)|/|x₂ − x₁|',
  needs: 'approximate-values',
  sample: ({ dof, width, count, states, values, random }) => {
    if (values === null) throw new CoreError('bad-argument', 'aSwim.sample: expected values at the states, got none.');
    const candidates = drawCandidates(count, width, random);
    const probabilities = slopeProbabilities(states, 2 * dof, values, candidates);
    return buildSwimLayer(states, 2 * dof, selectPairs(candidates, drawDistinct(probabilities, width, random)));
  },
};
