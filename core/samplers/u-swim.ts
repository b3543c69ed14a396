import type { Sampler } from './sampler.ts';
import { buildSwimLayer } from './swim-layer.ts';
import { drawCandidates, drawDistinct, selectPairs } from './swim-pairs.ts';

/** SWIM with pairs of training states drawn uniformly: no values of H are needed. */
export const uSwim: Sampler = {
  id: 'u-swim',
  label: 'U-SWIM',
  summary: 'Each neuron is placed between two training states chosen at random. Adapts to the region of the data.',
  formula: 'w = 2s(x₂ − x₁)/|x₂ − x₁|², b = −w·x₁ − s, s = ln(3)/2; pairs uniform',
  needs: 'points',
  sample: ({ dof, width, count, states, random }) => {
    const candidates = drawCandidates(count, width, random);
    const uniform = new Float64Array(candidates.first.length).fill(1 / candidates.first.length);
    return buildSwimLayer(states, 2 * dof, selectPairs(candidates, drawDistinct(uniform, width, random)));
  },
};
