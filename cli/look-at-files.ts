import type { ImportRecipe } from '../core/import/recipe.ts';
import type { TablePreview } from '../core/import/table-preview.ts';
import type { Client, FileBytes } from '../service/api/index.ts';
import type { OptionValues } from './command.ts';
import { chooseFormat, namesFormat } from './import-options.ts';
import { readRecipe } from './recipe-file.ts';

/** Files that were opened, and what to start from. */
export interface OpenedFiles {
  readonly draftId: string;
  readonly preview: TablePreview;
  readonly start: ImportRecipe;
}

/** Opens files as one draft, in the format that the options say. @throws UsageError, AppError as `draft.open` and `draft.preview` */
export async function lookAtFiles(
  client: Client,
  files: readonly FileBytes[],
  options: OptionValues,
): Promise<OpenedFiles> {
  const { draftId, preview, recipe: proposal } = await client.call('draft.open', { files });
  const path = options.text('recipe');
  if (path === null && !namesFormat(options)) return { draftId, preview, start: proposal };
  const known = path === null ? proposal : await readRecipe(path);
  const as = options.text('as');
  const recipe = {
    ...known,
    recogniser: as === null ? known.recogniser : as === 'plain' ? null : as,
    format: chooseFormat(options, known.format),
  };
  const again = await client.call('draft.preview', { draftId, file: 0, recipe });
  return { draftId, preview: again.preview, start: path === null ? again.recipe : recipe };
}
