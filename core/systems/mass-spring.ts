import { positive, real } from '../param-spec.ts';
import { defineSystem } from './define-system.ts';

/** A mass on a spring at rest at q = L: H = p²/(2m) + k(q − L)²/2, ∂H/∂q = k(q − L), ∂H/∂p = p/m. */
export const massSpring = defineSystem({
  id: 'mass-spring',
  label: 'Mass on a spring',
  formula: 'p²/(2m) + k(q − L)²/2',
  dof: 1,
  isSeparable: true,
  params: {
    mass: positive({ symbol: 'm', label: 'mass', unit: '', default: 1 }),
    stiffness: positive({ symbol: 'k', label: 'spring stiffness', unit: '', default: 1 }),
    restLength: real({ symbol: 'L', label: 'rest length', unit: '', default: 1 }),
  },
  domain: { q: [[-5, 5]], p: [[-5, 5]] },
  referencePoint: [1, 0],
  reference: 'L. D. Landau, E. M. Lifshitz, Mechanics, 3rd ed., §21',
  hamiltonian: (x, { mass, stiffness, restLength }) => {
    const stretch = x[0]! - restLength;
    const p = x[1]!;
    return (p * p) / (2 * mass) + (stiffness * stretch * stretch) / 2;
  },
  gradient: (x, { mass, stiffness, restLength }, out) => {
    out[0] = stiffness * (x[0]! - restLength);
    out[1] = x[1]! / mass;
  },
});
