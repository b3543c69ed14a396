import { spawn } from 'node:child_process';

/** Opens the system's browser; resolves false where there is none, so that the caller can only print the address. */
export function openBrowser(url: string): Promise<boolean> {
  const hasDisplay = process.platform !== 'linux' || 'DISPLAY' in process.env || 'WAYLAND_DISPLAY' in process.env;
  if (!hasDisplay) return Promise.resolve(false);
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
