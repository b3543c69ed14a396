// What an identified Hamiltonian says about its system in the words of physics: potential, force, equilibrium, periods, mass. No verdicts on it. Another
// number is a field of `AxisPhysics` and a file here.
export { describePhysics } from './describe-physics.ts';
export type { PhysicsInput } from './describe-physics.ts';
