import type { Limits } from '../api/contract.ts';

/** What one library and one request may hold. Every number has its reason; the page shows the first four before they bite. */
export const LIMITS = {
  /** Bytes of the files of one import, together: cutting text into cells takes about ten times as much memory. */
  fileBytes: 64_000_000,
  /** Rows of one data set: four columns and their derivatives are 128 MB, and the page draws a thinned copy. */
  rows: 2_000_000,
  /**
   * Neurons: the memory of the last layer's dense solve grows with their square, its time faster. 5 000 are those of the published tables in four
   * dimensions; with 20 000 points they take about 17 s on 2 cores. The widest published network, 10 000, takes minutes and 2.5 GB by the forecast,
   * and is left to `phasewright paper`.
   */
  width: 5000,
  /** Training points drawn from a known system: with 300 neurons the fit takes 1.5 s on 2 cores, with the most neurons minutes. */
  samples: 200_000,
  /** Files of one import. */
  files: 200,
  /** Unaccepted imports are kept in memory only; the oldest makes room. */
  drafts: 4,
  /** Memory of all unaccepted imports together. */
  draftBytes: 256_000_000,
  /** Grid points per side of a drawn field: more than a screen has pixels for. */
  gridSide: 600,
  /** Points of one drawn series. */
  points: 100_000,
  /** Ids made here are 36 characters; ids found in files are cut at this length by nobody, so they get room. */
  idLength: 200,
  /** Names people give. */
  nameLength: 200,
  /** A preference is a small choice, not a document. */
  preferenceLength: 20_000,
  /** Rows moved to the trash in one go. */
  ids: 20_000,
  /** Degrees of freedom: the longest chain of particles there is. */
  dof: 64,
  /** Steps of a training: eleven times the 180 000 of the longest published one. */
  trainingSteps: 2_000_000,
  /** Characters of a formula, as in its parser. */
  formulaLength: 2000,
  /** Columns of a table, as in the reader. */
  columns: 1000,
} as const satisfies Limits & Readonly<Record<string, number>>;
