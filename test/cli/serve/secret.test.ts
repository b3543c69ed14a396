import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openBrowser } from '../../../cli/serve/open-browser.ts';
import { openService } from '../../support/service.ts';
import { temporaryFolder, temporaryLibrary } from '../../support/library.ts';

const isPosix = process.platform !== 'win32';
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe.runIf(isPosix)('the key of the browser shell', () => {
  test('is written where only its owner can read it', () => {
    const libraryPath = temporaryLibrary();
    const { service } = openService({ libraryPath });
    service.announce({ url: 'http://127.0.0.1:1/#token=secret' });
    const folder = `${libraryPath}.locks`;
    expect(modeOf(folder)).toBe(0o700);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      expect(modeOf(join(folder, name)), name).toBe(0o600);
    }
  });

  test.runIf(process.platform === 'linux')(
    'never stands on the command line of the browser that is opened',
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'bin'));
      const seen = join(folder, 'seen');
      writeFileSync(join(folder, 'bin/xdg-open'), `#!/bin/sh\necho "$1" > ${seen}\n`);
      chmodSync(join(folder, 'bin/xdg-open'), 0o755);
      vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`);
      vi.stubEnv('DISPLAY', ':99');
      expect(await openBrowser('http://127.0.0.1:1/#token=secret')).toBe(true);
      const given = await vi.waitFor(() => {
        const text = readFileSync(seen, 'utf8').trim();
        expect(text).not.toBe('');
        return text;
      });
      vi.unstubAllEnvs();
      expect(given).not.toContain('secret');
      const path = new URL(given);
      expect(readFileSync(path, 'utf8')).toContain('url=http://127.0.0.1:1/#token=secret');
      expect(modeOf(path.pathname)).toBe(0o600);
    },
  );
});
