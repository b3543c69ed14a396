// Known Hamiltonian systems: H and ∇H in closed form, with parameters, a default box and a source. No data, no fitting.
// To add one: write `my-system.ts` with `defineSystem`, add one line below. The registry tests then check its gradient.
import { createRegistry } from '../registry.ts';
import { massSpring } from './mass-spring.ts';
import { pendulum } from './pendulum.ts';

/** Every known system, by id. */
export const systems = createRegistry('system', [massSpring, pendulum]);

export { checkParams, defaultParams } from './params.ts';
