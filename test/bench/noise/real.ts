import type { NoisePart } from './cells.ts';
export const real: NoisePart = { name: 'real', measure: () => ({ tables: [], targets: [], data: null }) };
