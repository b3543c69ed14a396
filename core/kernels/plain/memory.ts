/** The memory of the plain kernels; both views are replaced when it grows. */
export interface PlainMemory {
  floats: Float64Array<ArrayBuffer>;
  words: Int32Array<ArrayBuffer>;
}
