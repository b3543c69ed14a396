/**
 * The list of everything that can be asked of the service. Client, dispatch, checkers, command line and tests are typed from it;
 * a method without a checker does not compile. No path crosses it: files cross as name and bytes.
 */
import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { RunDefaults } from '../../core/experiment/run-defaults.ts';
import type {
  ComparedTrajectory,
  EnergyKind,
  EnergyTest,
  FitDiagnostics,
  Metric,
  RunProgress,
  SplitSummary,
  Timing,
} from '../../core/experiment/run-result.ts';
import type { CoordinateLabels } from '../../core/datasets/dataset.ts';
import type { ImportReport } from '../../core/import/import-report.ts';
import type { DerivativeMethodId, ImportRecipe } from '../../core/import/recipe.ts';
import type { RawLine, TablePreview } from '../../core/import/table-preview.ts';
import type { DerivativeComparison } from '../../core/derivatives/index.ts';
import type { ParamSpec } from '../../core/param-spec.ts';
import type { PreTest } from '../../core/pre-test/index.ts';
import type { SamplerNeeds } from '../../core/samplers/sampler.ts';
import type { PhaseBox, SystemPreset } from '../../core/systems/hamiltonian-system.ts';
import type { LossHistory, TrainingPreset } from '../../core/baselines/index.ts';
import type { WireError } from './app-error.ts';

export type { DerivativeComparison, PreTest };

export const PROTOCOL_VERSION = 1;

/** Limits of this version, each with its reason in `service/validate/limits.ts`; shown to the user before they bite. */
export interface Limits {
  readonly fileBytes: number;
  readonly rows: number;
  readonly width: number;
  readonly samples: number;
}

export interface FileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface AppInfo {
  readonly version: string;
  readonly libraryName: string;
  readonly cores: number;
  readonly limits: Limits;
}

export interface SystemDescription {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly dof: number;
  readonly params: Readonly<Record<string, ParamSpec>>;
  readonly domain: PhaseBox;
  readonly presets: readonly SystemPreset[];
  /** Accepted numbers of particles of a chain and the one described here; null for a system of fixed size. */
  readonly particles: { readonly count: number; readonly min: number; readonly max: number } | null;
  readonly reference: string;
}

export interface MethodDescription {
  readonly id: string;
  readonly label: string;
  /** One or two plain sentences. */
  readonly summary: string;
  readonly formula: string;
  /** What the sampler looks at; approximate values cost a first solve. Null for a baseline. */
  readonly needs: SamplerNeeds | null;
  /** True for a baseline trained by gradient descent, which takes `RunConfig.training`. */
  readonly isTrained: boolean;
  /** False for a learned field without an energy. */
  readonly hasHamiltonian: boolean;
}

export interface Catalog {
  readonly systems: readonly SystemDescription[];
  readonly methods: readonly MethodDescription[];
  readonly integrators: readonly { readonly id: string; readonly label: string; readonly isSymplectic: boolean }[];
  readonly trainingPresets: readonly TrainingPreset[];
  readonly defaults: RunDefaults;
}

/** What a formula says about itself. */
export interface FormulaFacts {
  /** Every name without a meaning, in the order of first use. */
  readonly parameters: readonly string[];
  /** True when H(q, p) = T(p) + V(q). */
  readonly isSeparable: boolean;
}

/** A unit to convert to: numbers in the asked unit times `factor` are numbers in this one. */
export interface UnitChoice {
  readonly unit: string;
  readonly factor: number;
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
  }[];
}

export type RunStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

/** One row of the table of runs. */
export interface RunSummary {
  readonly id: string;
  readonly status: RunStatus;
  readonly name: string;
  readonly config: RunConfig;
  /** Name of the data set or label of the system. */
  readonly dataName: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly appVersion: string;
  /** Error of the vector field on held-out points, else on the training points; null before success. */
  readonly fieldError: number | null;
  readonly fitMs: number | null;
  readonly error: WireError | null;
}

export interface RunDetail extends RunSummary {
  readonly metrics: readonly Metric[];
  readonly timings: readonly Timing[];
  readonly diagnostics: FitDiagnostics | null;
  /** Which energy the series hold; null before success. */
  readonly energyKind: EnergyKind | null;
  readonly split: SplitSummary | null;
  readonly labels: CoordinateLabels | null;
  readonly dof: number;
  readonly box: readonly (readonly [number, number])[];
  /** State at which Ĥ was pinned; other (q, p) planes are drawn through it. Empty before success. */
  readonly anchor: readonly number[];
  readonly notes: readonly string[];
  /** A sentence one could say aloud, and its caveat; null before success. */
  readonly verdict: { readonly fact: string; readonly caveat: string } | null;
  readonly dataHash: string;
}

/** Arrays behind a result, decimated for drawing. */
export interface RunSeries {
  readonly compared: readonly ComparedTrajectory[];
  readonly energyTest: EnergyTest;
  /** Null for a method that is solved, not trained. */
  readonly lossHistory: LossHistory | null;
  /** (n, 2d) training states, at most `maxPoints`. */
  readonly trainStates: Float64Array;
}

/** Ĥ on a grid of one (q, p) plane; the other coordinates are held at the anchor state. */
export interface FieldGrid {
  readonly q: readonly [number, number];
  readonly p: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** (rows, columns), row 0 at the lowest p; empty for a learned field without an energy */
  readonly energy: Float64Array;
  /** (rows, columns) 1 where training states lie near, 0 where nothing was measured */
  readonly covered: Uint8Array;
  /** Arrows for drawing, coarse: (arrowRows·arrowColumns, 4) q, p, q̇, ṗ */
  readonly arrows: Float64Array;
}

/** A trajectory of the learned model from a chosen state. */
export interface Rollout {
  readonly times: Float64Array;
  /** (n, 2d) */
  readonly states: Float64Array;
  /** (n), or empty for a learned field without an energy */
  readonly energy: Float64Array;
  /** max |Ĥ(t) − Ĥ(0)| over all steps, in the units of H; 0 without an energy */
  readonly energyDrift: number;
  /** True when the start lies where training states lie near. */
  readonly startsCovered: boolean;
  /** True when the motion ended early because it ran far out of the data (ten boxes) or grew without bound. */
  readonly leftTheBox: boolean;
}

/** What a run would cost, before it starts. */
export interface Forecast {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly solves: number;
}

export type ExportFormat = 'json' | 'png';

export interface Methods {
  'app.info': { params: Record<string, never>; result: AppInfo };
  'catalog.get': { params: Record<string, never>; result: Catalog };

  /** Reads a Hamiltonian typed by the user. An error says where in \`context.position\`, in characters counted from 0. */
  'formula.check': { params: { expression: string; dof: number }; result: FormulaFacts };

  /** Units that numbers in `unit` can be converted to, with the factors; `unit` itself comes first, and alone when it is unknown. */
  'unit.choices': { params: { unit: string }; result: { choices: readonly UnitChoice[] } };

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

  'run.forecast': { params: { config: RunConfig }; result: Forecast };
  'run.start': { params: { config: RunConfig }; result: { runId: string } };
  'run.cancel': { params: { runId: string }; result: RunSummary };
  'run.list': { params: Record<string, never>; result: readonly RunSummary[] };
  'run.get': { params: { runId: string }; result: RunDetail };
  'run.series': { params: { runId: string; maxPoints: number }; result: RunSeries };
  /** Moves runs to the trash; a running one is cancelled first. */
  'run.delete': { params: { runIds: readonly string[] }; result: { deleted: number } };
  'run.restore': { params: { runIds: readonly string[] }; result: { restored: number } };

  'model.field': {
    params: {
      runId: string;
      /** Index of the degree of freedom whose (q, p) plane is drawn. */
      axis: number;
      q: readonly [number, number];
      p: readonly [number, number];
      columns: number;
      rows: number;
    };
    result: FieldGrid;
  };
  'model.rollout': {
    params: { runId: string; state: readonly number[]; duration: number; points: number };
    result: Rollout;
  };

  'export.run': {
    params: { runId: string; format: ExportFormat };
    result: { name: string; mediaType: string; bytes: Uint8Array };
  };

  'preference.get': { params: { key: string }; result: { value: string | null } };
  'preference.set': { params: { key: string; value: string }; result: Record<string, never> };
}

export type MethodName = keyof Methods;
export type Params<M extends MethodName> = Methods[M]['params'];
export type Result<M extends MethodName> = Methods[M]['result'];

export interface Events {
  'run.progress': { readonly runId: string } & RunProgress;
  'draft.progress': DraftProgress;
  /** A run changed its status (also: was queued, deleted, restored). */
  'run.changed': RunSummary;
  /** Something else in the library changed, perhaps by another program: lists are worth a new look. */
  'library.changed': Record<string, never>;
}

export type EventName = keyof Events;
export type EventFrame = { [E in EventName]: { readonly event: E; readonly data: Events[E] } }[EventName];
