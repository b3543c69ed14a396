/**
 * The desktop shell's main process and preload against a stand-in for the `electron` module, which cannot run without its binary. The
 * stand-in only records; the service behind it is real.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const desk = vi.hoisted(() => ({
  hasLock: true,
  quits: 0,
  exits: [] as number[],
  windows: [] as {
    options: { webPreferences: Record<string, unknown> };
    contents: unknown;
    focused: number;
    url: string;
  }[],
  windowOpen: null as null | (() => { action: string }),
  schemes: [] as { scheme: string }[],
  page: null as null | ((request: { url: string }) => Response),
  handlers: [] as string[],
  permission: null as null | ((contents: unknown, permission: string, decide: (allowed: boolean) => void) => void),
  exposed: new Map<string, object>(),
  app: null as EventEmitter | null,
}));

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  class BrowserWindow extends EventEmitter {
    static getAllWindows = () => desk.windows.map((record) => record.contents as BrowserWindow);
    readonly webContents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => { action: string }) => (desk.windowOpen = handler),
      isDestroyed: () => false,
      send: () => undefined,
    });
    readonly record;
    constructor(options: { webPreferences: Record<string, unknown> }) {
      super();
      this.record = { options, contents: this, focused: 0, url: '' };
      desk.windows.push(this.record);
    }
    loadURL(url: string) {
      this.record.url = url;
      return Promise.resolve();
    }
    focus() {
      this.record.focused += 1;
    }
    isMinimized = () => false;
    show = () => undefined;
  }
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => desk.hasLock,
    whenReady: () => Promise.resolve(),
    quit: () => (desk.quits += 1),
    exit: (code: number) => desk.exits.push(code),
  });
  desk.app = app;
  return {
    app,
    BrowserWindow,
    dialog: { showErrorBox: () => undefined, showMessageBoxSync: () => 1 },
    ipcMain: { handle: (channel: string) => desk.handlers.push(channel) },
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: (template: unknown) => template },
    protocol: {
      registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => desk.schemes.push(...schemes),
      handle: (_scheme: string, handler: (request: { url: string }) => Response) => (desk.page = handler),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: typeof desk.permission) => (desk.permission = handler),
        setPermissionCheckHandler: () => undefined,
      },
    },
    contextBridge: { exposeInMainWorld: (name: string, bridge: object) => desk.exposed.set(name, bridge) },
    ipcRenderer: Object.assign(new EventEmitter(), { invoke: () => Promise.resolve() }),
  };
});
vi.mock('../../service/page/page-files.ts', async (load) => ({
  ...(await load<object>()),
  // The built page lies elsewhere when the shell runs from its source.
  loadPageFiles: () =>
    new Map([['/index.html', { bytes: new Uint8Array(Buffer.from('page')), mediaType: 'text/html' }]]),
}));

describe('the desktop shell', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'phasewright-desk-'));
    vi.stubEnv('PHASEWRIGHT_LIBRARY', join(folder, 'library.phasewright'));
    await import('../../electron/main.ts');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens one sandboxed window on the page’s own scheme', () => {
    expect(desk.schemes).toEqual([
      { scheme: 'phasewright', privileges: expect.objectContaining({ standard: true, secure: true }) as object },
    ]);
    expect(desk.windows).toHaveLength(1);
    expect(desk.windows[0]!.url).toBe('phasewright://app/');
    expect(desk.windows[0]!.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    expect(desk.handlers).toEqual(['phasewright:request']);
  });

  it('serves the page with its policy, and no other file', async () => {
    const page = desk.page!({ url: 'phasewright://app/' });
    expect(await page.text()).toBe('page');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(desk.page!({ url: 'phasewright://app/../package.json' }).status).toBe(404);
    expect(desk.page!({ url: 'phasewright://elsewhere/index.html' }).status).toBe(404);
  });

  it('denies new windows, navigation away and every permission', () => {
    expect(desk.windowOpen!()).toEqual({ action: 'deny' });
    const window = desk.windows[0]!.contents as { webContents: EventEmitter };
    const away = { url: 'https://example.org/', isPrevented: false, preventDefault: () => (away.isPrevented = true) };
    window.webContents.emit('will-navigate', away);
    expect(away.isPrevented).toBe(true);
    const answers: boolean[] = [];
    for (const permission of ['media', 'notifications', 'geolocation', 'openExternal']) {
      desk.permission!(null, permission, (allowed) => answers.push(allowed));
    }
    expect(answers).toEqual([false, false, false, false]);
  });

  it('brings its window to the front when it is started again', () => {
    desk.app!.emit('second-instance');
    expect(desk.windows).toHaveLength(1);
    expect(desk.windows[0]!.focused).toBe(1);
  });

  it('closes its library before it ends, however it is quit', async () => {
    const library = join(folder, 'library.phasewright');
    const heldBy = () => readdirSync(`${library}.locks`).filter((name) => name === 'host.json');
    expect(heldBy()).toHaveLength(1);
    desk.app!.emit('window-all-closed');
    expect(desk.quits).toBe(1);
    const quit = { isPrevented: false, preventDefault: () => (quit.isPrevented = true) };
    desk.app!.emit('will-quit', quit);
    expect(quit.isPrevented).toBe(true);
    await vi.waitFor(() => {
      expect(desk.exits).toEqual([0]);
    });
    expect(heldBy()).toHaveLength(0);
  });

  it('gives the page two functions and nothing of Electron', async () => {
    await import('../../electron/preload.ts');
    expect([...desk.exposed.keys()]).toEqual(['phasewright']);
    expect(Object.keys(desk.exposed.get('phasewright')!).sort()).toEqual(['listen', 'request']);
  });
});

describe('a second desktop shell', () => {
  it('quits at once and opens nothing', async () => {
    desk.hasLock = false;
    desk.quits = 0;
    const before = desk.windows.length;
    vi.resetModules();
    await import('../../electron/main.ts');
    expect(desk.quits).toBe(1);
    expect(desk.windows).toHaveLength(before);
  });
});
