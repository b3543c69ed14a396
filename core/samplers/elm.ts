import type { Sampler } from './sampler.ts';

/**
 * Extreme learning machine: wⱼₖ ~ N(0, 1), bⱼ ~ U(low, high), where low and high are the smallest and the largest limit of all
 * coordinates of the box. The weights do not know the size of the domain. Source: Huang, Zhu, Siew, Neurocomputing 70 (2006).
 */
export const elm: Sampler = {
  id: 'elm',
  label: 'ELM',
  summary: 'Random weights and biases that look at nothing but the limits of the data. Good on small domains.',
  formula: 'wⱼₖ ~ N(0, 1), bⱼ ~ U(low, high)',
  needs: 'box',
  sample: ({ dof, width, box, random }) => {
    const low = Math.min(...box.map((limits) => limits[0]));
    const high = Math.max(...box.map((limits) => limits[1]));
    const weights = new Float64Array(width * 2 * dof);
    for (let i = 0; i < weights.length; i++) weights[i] = random.normal();
    const biases = new Float64Array(width);
    for (let j = 0; j < width; j++) biases[j] = random.uniformIn(low, high);
    return { width, weights, biases };
  },
};
