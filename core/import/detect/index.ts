// A first look at a file: from its beginning to a format, one file per question. What a known tool's layout adds is in recognisers/;
// reading with the format is in read/.
export { detectFormat, type DetectedFormat } from './detect-format.ts';
