import { createKernelHost, FIRST_FREE_BYTE } from '../kernels/index.ts';
import type { KernelKind, Kernels } from '../kernels/index.ts';

/** Room for the models that are in use, some hundred of a thousand neurons; a model that is larger gets what it needs. */
const ROOM_BYTES = 16 * 2 ** 20;

/** Blocks begin at multiples of it: a line of the cache. */
const LINE_BYTES = 64;

/**
 * The memory that kernels evaluate models in. Blocks are handed out one after the other; when no more fits, all are given up at once and the
 * generation is raised. Whoever keeps a block looks at the generation before each use, and reserves and writes anew when it has changed.
 */
export interface ModelMemory {
  readonly kernels: Kernels;
  /** The memory as float64; valid for this generation. */
  readonly floats: Float64Array;
  /** Counts from 0. */
  readonly generation: number;
  /**
   * Byte offset, a multiple of 64, of so many bytes that are nobody else's in the generation that stands afterwards. They hold any numbers.
   * @throws CoreError `out-of-memory`
   */
  reserve(bytes: number): number;
  /** Takes back the block that was reserved last. */
  release(offset: number): void;
}

/**
 * Makes a memory for models.
 * @param kind of the kernels; default: the fastest   @param room bytes in all, more only for a single block that needs more
 */
export function createModelMemory(kind?: KernelKind, room = ROOM_BYTES): ModelMemory {
  const host = createKernelHost(kind);
  let capacity = room;
  let free = FIRST_FREE_BYTE;
  // All at once, because a view may not outlive growth; pages that nobody writes to take no space.
  host.grow(capacity);
  const memory = {
    kernels: host.kernels,
    floats: host.floats(),
    generation: 0,
    reserve: (bytes: number) => {
      const whole = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
      if (free + whole > capacity) {
        // Growing first: when it is refused, everything stays as it was.
        const needed = Math.max(capacity, FIRST_FREE_BYTE + whole);
        host.grow(needed);
        capacity = needed;
        memory.floats = host.floats();
        memory.generation++;
        free = FIRST_FREE_BYTE;
      }
      const offset = free;
      free += whole;
      return offset;
    },
    release: (offset: number) => {
      free = offset;
    },
  };
  return memory;
}

let ofThread: ModelMemory | null = null;

/** The one memory of this thread, made at its first use. What it holds changes no result. */
export function threadMemory(): ModelMemory {
  return (ofThread ??= createModelMemory());
}
