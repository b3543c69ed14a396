/** A compiled module; it can only be instantiated. */
export interface CompiledModule {
  readonly isModule?: never;
}

/** Memory that several threads see; `grow` adds pages of 64 KiB and throws a RangeError when there are no more. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The part of WebAssembly that the kernels use. */
export interface WebAssemblyPart {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: { readonly env: { readonly memory: SharedMemory } },
  ) => { readonly exports: unknown };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => SharedMemory;
}

/** WebAssembly, or null where there is none. The cast says what the standard says; the numerics are compiled without the types of a machine that has it. */
export const webAssembly: WebAssemblyPart | null =
  (globalThis as unknown as { readonly WebAssembly?: WebAssemblyPart }).WebAssembly ?? null;
