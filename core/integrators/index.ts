// One-step methods for ẋ = J∇H(x), for known and learned H alike, and the loop that follows a motion. No metrics here.
// To add one: write `my-integrator.ts` that satisfies `Integrator`, add one line below. The registry tests check its declared order.
import { createRegistry } from '../registry.ts';
import { rk4 } from './rk4.ts';
import { stormerVerlet } from './stormer-verlet.ts';
import { symplecticEuler, symplecticEulerMomentumFirst } from './symplectic-euler.ts';

/** Every integrator, by id. */
export const integrators = createRegistry('integrator', [
  stormerVerlet,
  symplecticEuler,
  symplecticEulerMomentumFirst,
  rk4,
]);

export type { Integrator, Stepper } from './integrator.ts';
export { endOf, integrateSteps, integrateThrough, widenLimits } from './integrate.ts';
export type { Limits, Motion, MotionEnd, MotionSetup } from './integrate.ts';
