// What is shown of a file before it is imported: its beginning as text and as cells, and a proposed recipe. Guessing the format is in
// detect/, giving columns a meaning in meaning/, reading the whole file in read/.
export { previewTable } from './preview-table.ts';
