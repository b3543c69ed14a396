import type { Limits } from '../api/contract.ts';

/** What one library and one request may hold. Every number has its reason; the page shows the first four before they bite. */
export const LIMITS = {
  /** Bytes of the files of one import, together: the reader goes over them where they lie, but the pipe holds them up to three times on their way in. */
  fileBytes: 512_000_000,
  /**
   * Rows of one data set: with one degree of freedom they are 200 MB. 4.9 million rows of a 235 MB file took 1.9 GB at the most and 80 s of one
   * core, from the bytes to the library; the page draws a thinned copy.
   */
  rows: 5_000_000,
  /** Bytes of the states of one trajectory: SQLite takes no value of more than 1 000 000 000. */
  stateBytes: 900_000_000,
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
  /** Memory of all unaccepted imports together: two of the largest. */
  draftBytes: 1_100_000_000,
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
  /** Lines of raw text that are shown at once. */
  shownLines: 500,
  /** Choices remembered for kinds of files; the oldest makes room. */
  savedRecipes: 100,
  /** Ids of trajectories are made of names of files, ids in them and what they are part of. */
  foundIdLength: 1000,
  /** Markers, comment signs and words for a missing value. */
  markLength: 200,
  /** Words for a missing value. */
  missingWords: 100,
  /** Lines before the table that are passed over. */
  skippedLines: 100_000_000,
  /** Rows of names above a table. */
  headerRows: 20,
  /** Columns computed from others: two for each degree of freedom. */
  derivedColumns: 128,
  /** Things done to each trajectory before it is kept. */
  prepareSteps: 100,
  /** Rows moved to the trash in one go. */
  ids: 20_000,
  /** Degrees of freedom: the longest chain of particles there is. */
  dof: 64,
  /** Steps of a training: eleven times the 180 000 of the longest published one. */
  trainingSteps: 2_000_000,
  /** Known drives and known inputs of one identification: each is a column or two. */
  drives: 20,
  /** Characters of a formula, as in its parser. */
  formulaLength: 2000,
  /** Columns of a table, as in the reader. */
  columns: 1000,
} as const satisfies Limits & Readonly<Record<string, number>>;
