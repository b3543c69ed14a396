/**
 * The list of everything that can be asked of the service. Client, dispatch, checkers, command line and tests are typed from it;
 * a method without a checker does not compile. No path crosses it: files cross as name and bytes.
 */
import type { RunConfig } from '../../core/experiment/run-config.ts';
import type { RunDefaults } from '../../core/experiment/run-defaults.ts';
import type { MisfitLimits } from '../../core/identification/misfit.ts';
import type {
  ComparedTrajectory,
  EnergyKind,
  EnergyTest,
  FitDiagnostics,
  Metric,
  MotionBand,
  RunProgress,
  SplitSummary,
  Timing,
} from '../../core/experiment/run-result.ts';
import type { CoordinateLabels } from '../../core/datasets/dataset.ts';
import type { IdentificationReport } from '../../core/identification/report.ts';
import type { ParamSpec } from '../../core/param-spec.ts';
import type { SamplerNeeds } from '../../core/samplers/sampler.ts';
import type { PhaseBox, SystemPreset } from '../../core/systems/hamiltonian-system.ts';
import type { LossHistory, TrainingPreset } from '../../core/baselines/index.ts';
import type { WireError } from './app-error.ts';
import type { DataMethods, DraftProgress } from './data-contract.ts';

export type * from './data-contract.ts';

export const PROTOCOL_VERSION = 1;

/** Limits of this version, each with its reason in `service/validate/limits.ts`; shown to the user before they bite. */
export interface Limits {
  readonly fileBytes: number;
  readonly rows: number;
  readonly width: number;
  readonly samples: number;
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
  /** True for the one that learns from motion as it was measured, treats its noise, and takes `RunConfig.identification`. */
  readonly isForMeasurements: boolean;
}

export interface Catalog {
  readonly systems: readonly SystemDescription[];
  readonly methods: readonly MethodDescription[];
  readonly integrators: readonly { readonly id: string; readonly label: string; readonly isSymplectic: boolean }[];
  readonly trainingPresets: readonly TrainingPreset[];
  readonly defaults: RunDefaults;
  /** Limits between the grades of a misfit. */
  readonly misfitLimits: MisfitLimits;
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
  /** What an identification from measured motion says about itself; null before success and for other methods. */
  readonly identification: IdentificationReport | null;
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
  /** (rows, columns) one standard deviation of Ĥ − Ĥ(anchor), the factor 1.3 included; empty when there is none */
  readonly deviation: Float64Array;
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
  /** 90 % band of the motion from exactly this start, beside `states`; null when there is none. */
  readonly band: MotionBand | null;
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

export interface Methods extends DataMethods {
  'app.info': { params: Record<string, never>; result: AppInfo };
  'catalog.get': { params: Record<string, never>; result: Catalog };

  /** Reads a Hamiltonian typed by the user. An error says where in \`context.position\`, in characters counted from 0. */
  'formula.check': { params: { expression: string; dof: number }; result: FormulaFacts };

  /** Units that numbers in `unit` can be converted to, with the factors; `unit` itself comes first, and alone when it is unknown. */
  'unit.choices': { params: { unit: string }; result: { choices: readonly UnitChoice[] } };

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
