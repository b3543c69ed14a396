import type { RowType } from './row-type.ts';
import { stepStencils } from './stencils.ts';
import { whitenedBlock } from './whiten.ts';

/**
 * The integral form with errors in the variables: noise also moves the points at which the field is taken. With the Jacobian of an earlier fit the
 * covariance of the residuals is known, and they are whitened; without one these are the rows of `integral`. The only rows whose error bars are right.
 */
export const whitenedRows: RowType = {
  id: 'whitened',
  label: 'Whitened windows',
  summary: 'Integrated equations weighted by what noise does to both sides: the most precise, with honest error bars.',
  channels: 'states',
  minSamples: 5,
  points: ({ smooth }) => smooth,
  write: (input) => whitenedBlock(stepStencils(input.piece.times), input),
};
