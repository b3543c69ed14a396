// A Hamiltonian from measured motion: noise, friction, forces, positions alone. Two linear solves and tests; see docs/design/0009. No import, no storage.
export type { Identification, IdentificationInput, Posterior } from './identification.ts';
export { identify } from './identify.ts';
export { IDENTIFICATION_DEFAULTS } from './options.ts';
export type { FrictionLaw, IdentificationOptions, LibraryColumn } from './options.ts';
export type { IdentificationFacts, IdentificationReport } from './report.ts';
