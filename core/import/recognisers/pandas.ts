import type { Recogniser } from './recogniser.ts';

/** pandas' `to_csv` with its index: the first name is empty (or `Unnamed: 0` after a second round), below it stand 0, 1, 2, … */
export const pandas: Recogniser = {
  id: 'pandas',
  label: 'pandas to_csv',
  recognise({ lines, cells }) {
    const names = cells[0] ?? [];
    const rows = cells.slice(1, 4).filter((row) => row.length === names.length);
    const isIndexed = names[0] === 'Unnamed: 0' || (names[0] === '' && /^[^\s]/.test(lines[0] ?? ''));
    if (!isIndexed || names.length < 2 || names.slice(1).includes('')) return null;
    if (rows.length < 2 || !rows.every((row, index) => row[0] === String(index))) return null;
    // Without names of their own the columns are called 0, 1, 2, …, which looks like a row of data.
    return {
      label: 'pandas to_csv',
      format: { skipLines: 0, headerRows: 1, isHeaderInComment: false, hasUnitsRow: false },
      preset: {},
    };
  },
};
