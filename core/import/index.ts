// From the text of a table to trajectories: format, numbers, grouping, derivatives, report. Decoding bytes is the caller's business;
// splitting into training and test data belongs to datasets. A new derivative method goes to derivatives/.
export type * from './import-types.ts';
export { detectFormat } from './detect-format.ts';
export { importTables } from './import-table.ts';
export { parseNumber, type ParsedNumber } from './parse-number.ts';
export { previewTable } from './preview-table.ts';
