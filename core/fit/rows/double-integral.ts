import type { RowType } from './row-type.ts';
import { hatStencils } from './stencils.ts';
import { whitenedBlock } from './whiten.ts';

/**
 * q(t) = a + b (t − t₀) + ∬ q̈ dt² over a window with free a and b: positions alone, no derivative of the data. Whitened as `whitened` when the Jacobian of an
 * earlier fit is there. Viscous friction enters by the positions themselves.
 */
export const doubleIntegralRows: RowType = {
  id: 'double-integral',
  label: 'Double integral',
  summary: 'For positions alone: integrates twice, with free start and start velocity, and needs no derivative.',
  channels: 'positions',
  minSamples: 6,
  points: ({ smooth }) => smooth,
  write: (input) => whitenedBlock(hatStencils(input.piece.times), input),
};
