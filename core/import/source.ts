/** One file as it was found: nothing is decoded yet. The bytes may be shared memory. */
export interface SourceBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}
