import { afterEach, describe, expect, test, vi } from 'vitest';
import { CoreError } from '../../core/errors.ts';
import { fused } from '../../core/kernels/generated/modules.ts';
import { createKernelHost, FIRST_FREE_BYTE, joinKernelHost } from '../../core/kernels/index.ts';
import { createPlainKernels } from '../../core/kernels/plain/index.ts';

/** What WebAssembly consists of; its members are not enumerable. */
const pieces = { Module: WebAssembly.Module, Instance: WebAssembly.Instance, Memory: WebAssembly.Memory };

const KINDS = ['fused', 'simd', 'plain'] as const;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

function errorOf(act: () => unknown): CoreError {
  try {
    act();
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe.each(KINDS)('a host of kind %s', (kind) => {
  test('has every kernel and nothing else', () => {
    const twin = createPlainKernels({ floats: new Float64Array(1), words: new Int32Array(2) });
    expect(Object.keys(createKernelHost(kind).kernels).sort()).toEqual(Object.keys(twin).sort());
  });

  test('leaves the memory to its user from the first free byte on', () => {
    const host = createKernelHost(kind);
    expect(FIRST_FREE_BYTE % 16).toBe(0);
    expect(host.words().length).toBeGreaterThan(FIRST_FREE_BYTE / 4);
    expect(host.words().findLastIndex((word) => word !== 0)).toBeLessThan(FIRST_FREE_BYTE / 4);
  });

  test('keeps what stands in its memory when it grows, and computes beyond the old end', () => {
    const host = createKernelHost(kind);
    host.floats()[FIRST_FREE_BYTE / 8] = 2;
    host.grow(1_000_001);
    const last = 1_000_000 / 8;
    host.floats()[last] = 21;
    expect(host.kernels.dot(1, FIRST_FREE_BYTE, 1_000_000)).toBe(42);
    expect(host.words().buffer).toBe(host.floats().buffer);
    const { byteLength } = host.floats();
    host.grow(1000);
    expect(host.floats().byteLength).toBe(byteLength);
  });

  test('says how much memory there is not', () => {
    const error = errorOf(() => {
      createKernelHost(kind).grow(5 * 2 ** 30);
    });
    expect(error.code).toBe('out-of-memory');
    expect(error.message).toContain('5.00 GiB');
    expect(error.hint).toContain('4 GiB');
    expect(error.context).toEqual({ bytes: 5 * 2 ** 30 });
  });

  test('has no memory whose end would be the address 0', () => {
    const error = errorOf(() => {
      createKernelHost(kind).grow(2 ** 32);
    });
    expect(error.code).toBe('out-of-memory');
    expect(error.hint).toContain('Less than 4 GiB');
  });
});

describe('shared memory', () => {
  test.each(['fused', 'simd'] as const)('of kind %s is the same for who joins', (kind) => {
    const host = createKernelHost(kind);
    const guest = joinKernelHost(host.sharedMemory, kind);
    host.grow(200_000);
    host.floats().set([3, 14], 150_000 / 8);
    expect(guest.kernels.dot(1, 150_000, 150_008)).toBe(42);
    expect([...guest.floats().subarray(150_000 / 8, 150_000 / 8 + 2)]).toEqual([3, 14]);
  });

  test('that the machine refuses is told with a way out', () => {
    const host = createKernelHost('fused');
    const memory = host.sharedMemory as { grow: () => number };
    memory.grow = () => {
      throw new RangeError('Maximum memory size exceeded');
    };
    const error = errorOf(() => {
      host.grow(2 ** 30);
    });
    expect(error.code).toBe('out-of-memory');
    expect(error.hint).toMatch(/^Close other programs/);
  });

  test('of which the machine refuses even the first page is told as that', async () => {
    function Memory() {
      throw new RangeError('could not allocate memory');
    }
    vi.stubGlobal('WebAssembly', { ...pieces, Memory, validate: () => true });
    vi.resetModules();
    const { createKernelHost: createAfresh } = await import('../../core/kernels/load-kernels.ts');
    expect(() => createAfresh()).toThrow(
      expect.objectContaining({ code: 'out-of-memory', message: expect.stringContaining('first 64 KiB') as string }),
    );
  });

  test('is neither an ordinary buffer nor that of the plain kernels', () => {
    expect(errorOf(() => joinKernelHost(new SharedArrayBuffer(65536), 'fused')).code).toBe('bad-argument');
    expect(errorOf(() => joinKernelHost(createKernelHost('plain').sharedMemory, 'plain')).code).toBe('bad-argument');
  });
});

describe('without being told a kind, a host is', () => {
  test.each([
    ['fused', 'everything', () => true],
    ['simd', 'no relaxed SIMD', (bytes: Uint8Array) => bytes.length !== fused.length],
    ['plain', 'no threads or no SIMD', () => false],
  ])('%s where there is %s', async (kind, _machine, validate) => {
    vi.stubGlobal('WebAssembly', { ...pieces, validate });
    vi.resetModules();
    const { createKernelHost: createAfresh } = await import('../../core/kernels/load-kernels.ts');
    expect(createAfresh().kind).toBe(kind);
  });

  test('plain where there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    vi.resetModules();
    const { createKernelHost: createAfresh } = await import('../../core/kernels/load-kernels.ts');
    expect(createAfresh().kind).toBe('plain');
    expect(() => createAfresh('fused')).toThrow("kernels of kind 'fused'");
  });
});
