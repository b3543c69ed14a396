import { CoreError } from '../errors.ts';
import { fused, simd } from './generated/modules.ts';
import type { Kernels } from './kernels.ts';
import { createPlainKernels } from './plain/index.ts';
import { webAssembly } from './web-assembly.ts';
import type { CompiledModule, SharedMemory, WebAssemblyPart } from './web-assembly.ts';

/** `fused`: WebAssembly with fused multiply-adds; `simd`: without; `plain`: loops in TypeScript, for machines without both, on one thread. */
export type KernelKind = 'fused' | 'simd' | 'plain';

/** The kernels and the memory they work on. */
export interface KernelHost {
  readonly kind: KernelKind;
  readonly kernels: Kernels;
  /** `WebAssembly.Memory` when it is shared memory, to be given to other threads; null otherwise. */
  readonly sharedMemory: unknown;
  /**
   * The memory as it is now, as float64; ask again after a `grow`. After one on another thread the answer may for some microseconds still be the
   * shorter view: whoever reads behind its end asks until it is long enough.
   */
  floats(): Float64Array;
  /** The memory as it is now, as 32-bit words; as late as `floats` after a `grow` elsewhere. */
  words(): Int32Array;
  /**
   * Makes room for at least that many bytes in all. What stands in the memory stays.
   * @throws CoreError `out-of-memory` when the machine has no more, or from 4 GiB on
   */
  grow(bytes: number): void;
}

/** Below it lies what the modules keep for themselves. */
export const FIRST_FREE_BYTE = 4096;

const PAGE_BYTES = 65536;
/** All but the last page of the address range: the end of a block must be an address too, and 2³² would be 0. */
const MAX_PAGES = 65535;
const MAX_BYTES = MAX_PAGES * PAGE_BYTES;

const modules: Readonly<Record<KernelKind, Uint8Array | null>> = { fused, simd, plain: null };

/** Compiled modules of this thread: compiling takes longer than a small fit. */
const compiled = new Map<Uint8Array, CompiledModule>();

/**
 * Makes a memory and the kernels on it.
 * @param kind default: the fastest that this machine can run
 * @throws CoreError `bad-argument` when it cannot run that kind, `out-of-memory` when it has no room for the memory
 */
export function createKernelHost(kind: KernelKind = fastestKind()): KernelHost {
  if (kind === 'plain') return createPlainHost();
  const { Memory } = runnable(kind).engine;
  const memory = unlessRefused(() => new Memory({ initial: 1, maximum: MAX_PAGES, shared: true }));
  if (memory === null) {
    throw new CoreError(
      'out-of-memory',
      'the machine has no room for the memory of a solver, not even for its first 64 KiB',
      {
        hint: 'Close other programs, or raise the limit on the memory of this one.',
        context: { bytes: PAGE_BYTES },
      },
    );
  }
  return joinKernelHost(memory, kind);
}

/**
 * The same memory and kernels of the same kind, seen from another thread.
 * @param sharedMemory `KernelHost.sharedMemory` of the thread that made it
 * @throws CoreError `bad-argument` when it is not shared memory, or the machine cannot run that kind
 */
export function joinKernelHost(sharedMemory: unknown, kind: KernelKind): KernelHost {
  const { engine, bytes } = runnable(kind);
  if (!(sharedMemory instanceof engine.Memory)) {
    throw new CoreError('bad-argument', 'joinKernelHost: expected the shared memory of a host, got something else');
  }
  let module = compiled.get(bytes);
  if (module === undefined) compiled.set(bytes, (module = new engine.Module(bytes)));
  const { exports } = new engine.Instance(module, { env: { memory: sharedMemory } });
  // The module exports these functions: a test compares their names with those of the plain twin, which is checked by its type.
  return createSharedHost(kind, exports as Kernels, sharedMemory);
}

function fastestKind(): KernelKind {
  return webAssembly?.validate(fused) ? 'fused' : webAssembly?.validate(simd) ? 'simd' : 'plain';
}

/** The bytes of a kind and what runs them. @throws CoreError `bad-argument` */
function runnable(kind: KernelKind): { readonly engine: WebAssemblyPart; readonly bytes: Uint8Array } {
  const bytes = modules[kind];
  if (webAssembly === null || bytes === null || !webAssembly.validate(bytes)) {
    throw new CoreError('bad-argument', `this machine cannot share memory with kernels of kind '${kind}'`, {
      hint: `The fastest kind that runs here is '${fastestKind()}'.`,
    });
  }
  return { engine: webAssembly, bytes };
}

function createSharedHost(kind: KernelKind, kernels: Kernels, memory: SharedMemory): KernelHost {
  let floats = new Float64Array(memory.buffer);
  let words = new Int32Array(memory.buffer);
  return {
    kind,
    kernels,
    sharedMemory: memory,
    floats: () => (floats.buffer === memory.buffer ? floats : (floats = new Float64Array(memory.buffer))),
    words: () => (words.buffer === memory.buffer ? words : (words = new Int32Array(memory.buffer))),
    grow: (bytes) => {
      const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
      if (pages > 0) allocate(bytes, () => memory.grow(pages));
    },
  };
}

function createPlainHost(): KernelHost {
  const memory = viewsOf(new ArrayBuffer(PAGE_BYTES));
  return {
    kind: 'plain',
    kernels: createPlainKernels(memory),
    sharedMemory: null,
    floats: () => memory.floats,
    words: () => memory.words,
    grow: (bytes) => {
      const { buffer } = memory.floats;
      if (bytes <= buffer.byteLength) return;
      Object.assign(memory, viewsOf(allocate(bytes, () => buffer.transfer(Math.ceil(bytes / 8) * 8))));
    },
  };
}

function viewsOf(buffer: ArrayBuffer) {
  return { floats: new Float64Array(buffer), words: new Int32Array(buffer) };
}

/** Runs what takes so many bytes in all, and says so when there is no room. */
function allocate<T>(bytes: number, take: () => T): T {
  const taken = bytes <= MAX_BYTES ? unlessRefused(take) : null;
  if (taken !== null) return taken;
  throw new CoreError('out-of-memory', `the solver needs ${(bytes / 2 ** 30).toFixed(2)} GiB of memory at once`, {
    hint:
      bytes <= MAX_BYTES
        ? 'Close other programs, or use fewer neurons or points.'
        : 'Less than 4 GiB can be used; take fewer neurons or points.',
    context: { bytes },
  });
}

/** What was taken, or null when the machine has no memory for it. */
function unlessRefused<T>(take: () => T): T | null {
  try {
    return take();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
