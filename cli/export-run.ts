import type { Client, ExportFormat } from '../service/api/index.ts';
import { writeNewFile } from './write-files.ts';

/** Formats a run can be exported in. */
export const EXPORT_FORMATS: readonly ExportFormat[] = ['json', 'png'];

/** Exports a run into a folder that exists. @returns the paths that were written */
export async function exportRun(
  client: Client,
  { runId, formats, folder }: { runId: string; formats: readonly ExportFormat[]; folder: string },
): Promise<string[]> {
  const paths: string[] = [];
  for (const format of formats) {
    const { name, bytes } = await client.call('export.run', { runId, format });
    paths.push(await writeNewFile(folder, name, bytes));
  }
  return paths;
}
