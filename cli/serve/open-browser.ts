import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A browser that has not read the file by then will not. */
const FILE_LIFE_MS = 30_000;

/**
 * Opens the system's browser; resolves false where there is none, so that the caller can only print the address. The browser gets a file
 * that leads on to the address, because a program's arguments can be read by every user of the computer and the address holds the key.
 */
export function openBrowser(address: string): Promise<boolean> {
  const hasDisplay = process.platform !== 'linux' || 'DISPLAY' in process.env || 'WAYLAND_DISPLAY' in process.env;
  if (!hasDisplay) return Promise.resolve(false);
  const folder = mkdtempSync(join(tmpdir(), 'phasewright-'));
  const forget = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', forget);
  setTimeout(forget, FILE_LIFE_MS).unref();
  const url = pathToFileURL(redirectFile(folder, address)).href;
  const [program, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[process.platform as string] ?? ['xdg-open', url];
  return new Promise((resolve) => {
    const child = spawn(program!, args, { stdio: 'ignore', detached: true });
    child.on('error', () => {
      resolve(false);
    });
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** A page that only its owner can read and that leads to the address. */
function redirectFile(folder: string, address: string): string {
  const path = join(folder, 'open.html');
  const html = `<!doctype html><title>Phasewright</title><meta http-equiv="refresh" content="0; url=${address}">`;
  writeFileSync(path, html, { mode: 0o600 });
  return path;
}
