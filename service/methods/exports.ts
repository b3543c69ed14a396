import { padded } from '../../charts/index.ts';
import { modelExportFormats } from '../../core/export/index.ts';
import type { ExportFormat, Result } from '../api/contract.ts';
import { provenance } from '../api/provenance.ts';
import type { MethodTable } from '../dispatch.ts';
import { noResult, type ResultFacts } from '../store/result-store.ts';
import type { RunRow } from '../store/run-store.ts';
import type { MethodContext } from './context.ts';
import { loadModel } from './models.ts';

/** Grid points per side of the exported field; the figure has 1600 pixels. */
const FIGURE_GRID = 201;
/** Room around the training states in the exported figure, as a share of their range. */
const FIGURE_MARGIN = 0.15;

/** Takes a model or its picture away as a file. */
export function exportMethods(context: MethodContext): Pick<MethodTable, 'export.run'> {
  const { store, runControl } = context;
  return {
    'export.run': async ({ runId, format }) => {
      const run = runControl.get(runId);
      const facts = store.runs.facts(runId);
      if (facts === null) throw noResult(runId);
      return format === 'png' ? portrait(context, run, facts) : model(run, facts, format);
    },
  };
}

/** The phase portrait of the first degree of freedom. */
async function portrait(
  { store, modelWorker }: MethodContext,
  run: RunRow,
  { box, labels }: ResultFacts,
): Promise<Result<'export.run'>> {
  const { dof } = run;
  const axis = 0;
  const request = {
    axis,
    q: padded(box[axis]!, FIGURE_MARGIN),
    p: padded(box[dof + axis]!, FIGURE_MARGIN),
    columns: FIGURE_GRID,
    rows: FIGURE_GRID,
  };
  const field = await modelWorker.askModel<'field'>({ name: 'field', runId: run.id, request }, () =>
    loadModel(store, run),
  );
  const { compared, trainStates } = store.runs.series(run.id);
  // The canvas is a large native library that only this needs.
  const { renderPortraitPng } = await import('../figures/index.ts');
  const titles = { q: labels.q[axis]!, p: labels.p[axis]! };
  const { data, method } = run.config;
  const version = data.kind === 'dataset' ? store.datasets.detail(data.datasetId).version : null;
  const source = provenance(run, version);
  const bytes = renderPortraitPng({ dof, axis, titles, method, field, trainStates, compared, provenance: source });
  return { name: `${fileStem(run)}.png`, mediaType: 'image/png', bytes };
}

/** The model as a text file of a registered format. */
function model(run: RunRow, result: ResultFacts, format: ExportFormat): Result<'export.run'> {
  const exporter = modelExportFormats.get(format);
  const { appVersion, id, dataName, dataHash, createdAt, config } = run;
  const text = exporter.write({ result, config, provenance: { appVersion, runId: id, dataName, dataHash, createdAt } });
  return {
    name: `${fileStem(run)}.${exporter.extension}`,
    mediaType: exporter.mediaType,
    bytes: new TextEncoder().encode(text),
  };
}

/** A file name that every system accepts and that says which run it is. */
function fileStem({ dataName, config, id }: RunRow): string {
  const words = `${dataName} ${config.method} ${config.width}`.normalize('NFKD').toLowerCase();
  const stem = words.replace(/[^\p{Letter}\p{Number}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${stem.slice(0, 80)}-${id.slice(0, 8)}`;
}
