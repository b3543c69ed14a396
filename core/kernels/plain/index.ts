// The kernels as the obvious loops: the oracle of the fast ones, and what runs where WebAssembly cannot. Readable first.
import type { Kernels } from '../kernels.ts';
import { plainFeatures } from './features.ts';
import type { PlainMemory } from './memory.ts';
import { plainProducts } from './products.ts';
import { plainReflectors } from './reflectors.ts';
import { plainSketch } from './sketch.ts';

/** All kernels on one memory. */
export function createPlainKernels(memory: PlainMemory): Kernels {
  return { ...plainFeatures(memory), ...plainSketch(memory), ...plainProducts(memory), ...plainReflectors(memory) };
}
