/** The part of the contract that is about data: files on their way in, data sets, and what can be asked of both. */
import type { CoordinateLabels } from '../../core/datasets/dataset.ts';
import type { DerivativeComparison } from '../../core/derivatives/index.ts';
import type { ImportReport } from '../../core/import/import-report.ts';
import type { DerivativeMethodId, ImportRecipe } from '../../core/import/recipe.ts';
import type { RawLine, TablePreview } from '../../core/import/table-preview.ts';
import type { PreTest } from '../../core/pre-test/index.ts';

export type { DerivativeComparison, PreTest };

export interface FileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files that were dropped but not yet imported, or those of a data set once more; kept in memory only. */
export interface Draft {
  readonly draftId: string;
  readonly fileNames: readonly string[];
  /** Of one of the files, see `draft.preview`. */
  readonly preview: TablePreview;
  /** What to start from: the proposal of the preview, or the recipe of the data set that was opened again. */
  readonly recipe: ImportRecipe;
  /** Choices remembered from the last import of such a file, made to fit this one. Offered, not applied. */
  readonly saved: { readonly recipe: ImportRecipe; readonly usedAt: string } | null;
  /** The data set whose files these are; null for new files. */
  readonly reopened: { readonly datasetId: string; readonly name: string } | null;
}

/** A coordinate of phase space; degrees of freedom count from 1. */
export type CoordinateName = `q${number}` | `p${number}`;

/** How often a step between two samples is about so long. */
export interface StepBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Derivative methods on one column of one trajectory: on its first 20 000 rows, where it has more. */
export interface DerivativeBench {
  /** Id of the trajectory. */
  readonly trajectory: string;
  readonly column: CoordinateName;
  /** Every method, judged on this column. */
  readonly comparison: readonly DerivativeComparison[];
  /** What the chosen method makes of it, thinned for drawing with extremes kept. */
  readonly preview: {
    readonly method: DerivativeMethodId;
    /** Why `auto` took it; '' for a method that was chosen. */
    readonly reason: string;
    /** Samples that one estimate looks at; 0 for a method without a window. */
    readonly windowSamples: number;
    /** Estimated standard deviation of the noise, in the unit of the values. */
    readonly noise: number;
    readonly times: Float64Array;
    readonly values: Float64Array;
    readonly smooth: Float64Array;
    readonly rates: Float64Array;
    /** values − smooth */
    readonly residual: Float64Array;
  };
  readonly steps: { readonly median: number; readonly bins: readonly StepBin[] };
}

/** How far the reading of a draft is; `fraction` is null where nobody can tell. */
export interface DraftProgress {
  readonly draftId: string;
  readonly phase: string;
  readonly fraction: number | null;
}

export interface DatasetSummary {
  readonly id: string;
  readonly name: string;
  readonly dof: number;
  readonly trajectoryCount: number;
  readonly rowCount: number;
  readonly createdAt: string;
  readonly hash: string;
  /** 1 for a first import; one more for each import of it with other choices. */
  readonly version: number;
  /** Id of the first version; the same for all versions of one data set. */
  readonly lineage: string;
  /** True when the files it was made from are kept, so that it can be opened again. */
  readonly hasSource: boolean;
  /** Names of the known inputs u(t); empty without any. */
  readonly inputs: readonly string[];
  /** True when neither momenta nor velocities were measured: p comes from the positions. */
  readonly hasDerivedMomenta: boolean;
}

/** A file that is kept with a data set, byte for byte. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}

export interface DatasetDetail extends DatasetSummary {
  readonly labels: CoordinateLabels;
  readonly report: ImportReport;
  /** In the order they were given; empty when none are kept. */
  readonly sources: readonly SourceFile[];
}

/** Series of one data set for drawing: at most `maxPoints` rows per trajectory, extremes kept. */
export interface DatasetSeries {
  readonly labels: CoordinateLabels;
  readonly trajectories: readonly {
    readonly id: string;
    readonly times: Float64Array;
    /** (n, 2d) */
    readonly states: Float64Array;
    /** (n, 2d) */
    readonly derivatives: Float64Array;
    /** (n, m) known inputs in the order of `labels.inputs`; empty without any. */
    readonly inputs: Float64Array;
    /** (m, 2d) evenly spaced states, for clouds of points: rows kept for their extremes would draw a shape that is not there. */
    readonly cloud: Float64Array;
  }[];
}

/** Methods about data. */
export interface DataMethods {
  'draft.open': { params: { files: readonly FileBytes[] }; result: Draft };
  /** Opens the kept files of a data set with the choices it was imported by. */
  'draft.reopen': { params: { datasetId: string }; result: Draft };
  /** Looks at one file, by its place in the draft, in a chosen format; null looks anew for the format. */
  'draft.preview': { params: { draftId: string; file: number; recipe: ImportRecipe | null }; result: Draft };
  /** The raw text of a file from a line on, counted from 1, in the format it was last looked at. */
  'draft.lines': {
    params: { draftId: string; file: number; from: number; count: number };
    result: { lines: readonly RawLine[] };
  };
  /** Dry run of an import: the contract the user accepts, and series to look at. */
  'draft.check': {
    params: { draftId: string; recipe: ImportRecipe; maxPoints: number };
    result: { report: ImportReport; series: DatasetSeries };
  };
  /** Ends what is being read of this draft: the questions that wait for it are refused with `cancelled`. The draft stays. */
  'draft.cancel': { params: { draftId: string }; result: Record<string, never> };
  /** Derivative methods side by side on one column; null takes the longest trajectory. */
  'draft.compare': {
    params: {
      draftId: string;
      recipe: ImportRecipe;
      trajectory: string | null;
      column: CoordinateName;
      maxPoints: number;
    };
    result: DerivativeBench;
  };
  /** What the data say about themselves before anything is learned. */
  'draft.preTest': { params: { draftId: string; recipe: ImportRecipe }; result: PreTest };
  'draft.discard': { params: { draftId: string }; result: Record<string, never> };

  /** Keeps the data set and its files; `versionOf` names a data set that this is a further version of. */
  'dataset.import': {
    params: { draftId: string; recipe: ImportRecipe; name: string; versionOf: string | null };
    result: DatasetDetail;
  };
  'dataset.list': { params: Record<string, never>; result: readonly DatasetSummary[] };
  'dataset.get': { params: { datasetId: string }; result: DatasetDetail };
  /** Gives a kept file back, byte for byte. */
  'dataset.source': { params: { datasetId: string; position: number }; result: FileBytes };
  'dataset.series': { params: { datasetId: string; maxPoints: number }; result: DatasetSeries };
  /** Moves data sets to the trash; runs made from them stay. */
  'dataset.delete': { params: { datasetIds: readonly string[] }; result: { deleted: number } };
  'dataset.restore': { params: { datasetIds: readonly string[] }; result: { restored: number } };
}
