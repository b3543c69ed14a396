import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, type Page, type TestInfo } from '@playwright/test';
// The set-up's own look for the binary, so that tests and `npm start` agree on whether there is one.
import { findElectron } from '../../build/setup/electron.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const fixture = (name: string) => join(root, 'test/fixtures', name);

/** A running app on a library of its own: the browser shell, or the desktop window where Electron is installed. */
export interface App {
  readonly page: Page;
  readonly libraryPath: string;
  /** Leaves a picture in reports/screenshots. */
  screenshot(name: string): Promise<void>;
  /** Ends the app's process; `SIGKILL` as a crash would. The library stays. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again on the same library and shows its page. */
  start(): Promise<void>;
}

export interface ShellOptions {
  shell: 'browser' | 'electron';
}

export const test = base.extend<{ app: App }, ShellOptions>({
  shell: ['browser', { option: true, scope: 'worker' }],
  app: async ({ page, shell }, use, testInfo) => {
    const folder = mkdtempSync(join(tmpdir(), 'phasewright-e2e-'));
    const libraryPath = join(folder, 'library.phasewright');
    const app = shell === 'electron' ? await desktopApp(libraryPath, testInfo) : await browserApp(page, libraryPath);
    await use(app);
    await app.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  },
});
export { expect } from '@playwright/test';

async function browserApp(page: Page, libraryPath: string): Promise<App> {
  let server: ChildProcess | null = null;
  const app: App = {
    page,
    libraryPath,
    screenshot: (name) => takeScreenshot(page, name),
    stop: async (signal) => {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server.kill(signal);
      await ended;
      server = null;
    },
    start: async () => {
      const started = await startServer(libraryPath);
      server = started.process;
      // A new key in the fragment alone would not load the page anew.
      await page.goto('about:blank');
      await page.goto(started.url);
    },
  };
  await app.start();
  return app;
}

async function startServer(libraryPath: string): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(root, 'dist/app/cli.js'), 'serve', '--stay', '--library', libraryPath], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, found] = /(http:\/\/\S+)/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => {
      reject(new Error(`serve ended with ${code}: ${errors}`));
    });
  });
  return { process: child, url };
}

async function desktopApp(libraryPath: string, testInfo: TestInfo): Promise<App> {
  const executablePath = findElectron();
  const hasDisplay = process.platform !== 'linux' || 'DISPLAY' in process.env || 'WAYLAND_DISPLAY' in process.env;
  testInfo.skip(executablePath === null, "Electron's binary is not installed on this machine.");
  testInfo.skip(!hasDisplay, 'There is no display for a desktop window.');
  const launch = () =>
    _electron.launch({
      executablePath: executablePath!,
      args: [root],
      env: { ...(process.env as Record<string, string>), PHASEWRIGHT_LIBRARY: libraryPath },
    });
  let running = await launch();
  let page = await running.firstWindow();
  return {
    get page() {
      return page;
    },
    libraryPath,
    screenshot: (name) => takeScreenshot(page, `electron-${name}`),
    stop: async (signal) => {
      if (signal === 'SIGKILL') running.process().kill(signal);
      else await running.close();
    },
    start: async () => {
      running = await launch();
      page = await running.firstWindow();
    },
  };
}

async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'reports/screenshots', `${name}.png`) });
}
