// Models as files for use elsewhere. A format turns a result into text, always the same for the same input; pictures are not made here.
// To add one: write `my-format.ts` that satisfies `ModelExportFormat`, add one line below, and describe it in docs/.
import { createRegistry } from '../registry.ts';
import { modelJson } from './model-json.ts';

/** Every model format, by id. */
export const modelExportFormats = createRegistry('export format', [modelJson]);

export type { ExportInput, ModelExportFormat, Provenance } from './export-format.ts';
export { MODEL_JSON_FORMAT, MODEL_JSON_VERSION } from './model-json.ts';
export { readModelJson } from './read-model-json.ts';
export type { ReadModel } from './read-model-json.ts';
export { selfTestDeviation, selfTestPoints } from './self-test.ts';
export type { SelfTestPoint } from './self-test.ts';
