/**
 * What both shells need to serve the page: its files and the headers that go with them.
 * Who may ask, and over which pipe, is the shell's business.
 */
export * from './page-files.ts';
export * from './page-headers.ts';
