import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './test/e2e/app.ts';

const chromium = process.env['CHROMIUM_PATH'];

export default defineConfig<object, ShellOptions>({
  testDir: 'test/e2e/journeys',
  // A journey mostly waits for its page: two at a time keep two cores busy.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'browser', use: { shell: 'browser' } },
    // The same journeys in the desktop window; skipped, with the reason, where Electron's binary is missing.
    { name: 'electron', use: { shell: 'electron' } },
  ],
});
