import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureElectron, findElectron } from '../../build/setup/electron.mjs';

describe('the look for a desktop window', () => {
  let folder: string;
  let server: Server | null = null;
  let asked = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'phasewright-electron-'));
    asked = 0;
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    vi.stubEnv('DISPLAY', ':99');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server?.closeAllConnections();
    if (server !== null) await new Promise((resolve) => server!.close(resolve));
    server = null;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A download server of our own on this computer; `answer` null lets every request hang. */
  async function mirror(answer: number | null): Promise<void> {
    server = createServer((_request, response) => {
      asked += 1;
      if (answer !== null) response.writeHead(answer).end();
    });
    await new Promise<void>((resolve) => {
      server!.listen(0, '127.0.0.1', resolve);
    });
    vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }
  const look = () => ensureElectron(process.execPath, { memo: join(folder, 'memo') });

  it('gives up on a server that never answers, within ten seconds', async () => {
    await mirror(null);
    const started = Date.now();
    const { path, reason } = await look();
    expect(path).toBeNull();
    expect(reason).toContain('does not answer');
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('remembers that it failed and does not ask again the same day', async () => {
    await mirror(404);
    await look();
    const second = await look();
    expect(second.reason).toContain('could not be fetched today');
    expect(asked).toBe(1);
  });

  it.runIf(process.platform === 'linux')('does not even ask where there is no display', async () => {
    await mirror(404);
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    expect((await look()).reason).toContain('no display');
    expect(asked).toBe(0);
  });

  it('finds no binary in an empty folder', () => {
    expect(findElectron()).toBeNull();
  });
});
