import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One file of the page as it is served. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built page into memory, keyed by URL path (`/index.html`, `/assets/…`). Only listed files can ever be
 * served, so a path from outside is a key to look up, never a path to open.
 */
export function loadPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const key = `/${relative(folder, path).split(sep).join('/')}`;
    const mediaType = MEDIA_TYPES[extname(entry.name)] ?? 'application/octet-stream';
    files.set(key, { bytes: new Uint8Array(readFileSync(path)), mediaType });
  }
  return files;
}

/** The file behind a URL path; `/` is the page itself. */
export function pageFileFor(files: ReadonlyMap<string, PageFile>, urlPath: string): PageFile | undefined {
  return files.get(urlPath === '/' ? '/index.html' : urlPath);
}
