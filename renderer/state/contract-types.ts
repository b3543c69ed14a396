/** Types of core that cross the contract, named here once for the page. */
export type { RunConfig, SolverConfig, Split, DataSource, SystemSource } from '../../core/experiment/run-config.ts';
export type {
  ComparedTrajectory,
  Metric,
  MetricName,
  MetricSplit,
  RunPhase,
  RunProgress,
  Timing,
} from '../../core/experiment/run-result.ts';
export type { Delimiter, Encoding, TableFormat, ThousandsMark } from '../../core/import/table-format.ts';
export type {
  ColumnRecipe,
  ColumnRoles,
  DerivativeChoice,
  DerivativeMethodId,
  DerivedColumn,
  ImportRecipe,
  PrepareStep,
  PrepareStepKind,
  QuestionCode,
  RowRules,
  TimeSource,
  TrajectoryRules,
} from '../../core/import/recipe.ts';
export type {
  ChangeFact,
  ColumnFacts,
  ColumnRole,
  DerivativeFacts,
  ImportQuestion,
  ImportReport,
  ImportWarning,
  Refusal,
  RefusalGroup,
  TrajectoryFacts,
} from '../../core/import/import-report.ts';
export type {
  LineUse,
  PreviewCell,
  PreviewColumn,
  PreviewRow,
  RawLine,
  TablePreview,
} from '../../core/import/table-preview.ts';
export type { RunDefaults } from '../../core/experiment/run-defaults.ts';
export type { SamplerNeeds } from '../../core/samplers/sampler.ts';
export type { LossHistory } from '../../core/baselines/baseline.ts';
export type { CoordinateLabels } from '../../core/datasets/dataset.ts';
export type { ParamSpec } from '../../core/param-spec.ts';
export type { PhaseBox } from '../../core/systems/hamiltonian-system.ts';
export type { FormulaSpec } from '../../core/systems/formula-system.ts';
export type { DataDesign } from '../../core/datasets/data-design.ts';
export type { NoiseSpec } from '../../core/datasets/noise.ts';
export type { TrainingConfig } from '../../core/baselines/training-config.ts';
export type { SolveTiming } from '../../core/solvers/least-squares-solver.ts';
export type { RunStatus } from '../../service/api/index.ts';
export type { MisfitLimits } from '../../core/identification/misfit.ts';
export type { FrictionLaw, IdentificationOptions, InputUse, LibraryColumn } from '../../core/identification/options.ts';
export type {
  AxisPhysics,
  BandedCurve,
  Estimate,
  ForceEstimate,
  Grade,
  Identifiable,
  IdentificationFacts,
  IdentificationReport,
  Knob,
  MassScan,
  TrustFacts,
} from '../../core/identification/report.ts';
