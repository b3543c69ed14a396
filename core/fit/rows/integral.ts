import type { RowType } from './row-type.ts';
import { stepStencils } from './stencils.ts';
import { whitenedBlock } from './whiten.ts';

/**
 * x(t) = x(t₀) + ∫ J∇Ĥ dt over a window whose start value is free, any time grid; the noise counts on the left side alone. The integrand runs along the
 * smoothed curve.
 */
export const integralRows: RowType = {
  id: 'integral',
  label: 'Integral windows',
  summary: 'Integrated equations with a free start value: no derivative of the data, any steps, no earlier fit.',
  channels: 'states',
  minSamples: 5,
  points: ({ smooth }) => smooth,
  write: (input) => whitenedBlock(stepStencils(input.piece.times), { ...input, jacobians: null }),
};
