/** The desktop shell: one window on the page, one service in this process, one instance. It holds no feature. */
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol } from 'electron';
import { toWireError } from '../service/api/index.ts';
import { createService, type Service } from '../service/create-service.ts';
import { defaultLibraryPath } from '../service/library-path.ts';
import { loadPageFiles, PAGE_HEADERS, pageFileFor } from '../service/page/index.ts';
import { VERSION } from '../service/version.ts';
import { forwardEvents, serveIpc } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { PAGE_SCHEME, pagePath } from './security.ts';
import { denyPermissions, openWindow } from './window.ts';

protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  await app.whenReady();
  start();
}

function start(): void {
  let service: Service;
  try {
    service = createService({
      libraryPath: defaultLibraryPath(),
      role: 'host',
      workerEntry: new URL('./worker.js', import.meta.url),
      version: VERSION,
      log: (line) => {
        console.error(line);
      },
    });
  } catch (error) {
    const { message, hint } = toWireError(error);
    dialog.showErrorBox('Phasewright cannot open its library', `${message}\n\n${hint}`);
    app.exit(3);
    return;
  }
  servePage();
  denyPermissions();
  serveIpc(ipcMain, service);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  const preload = join(import.meta.dirname, 'preload.cjs');
  const open = () => {
    const window = openWindow(preload);
    const stop = forwardEvents(service, window.webContents);
    askBeforeClosing(window, service);
    window.on('closed', stop);
  };
  open();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  // The one way out, whether the window was closed or the menu's Quit was chosen: the library is closed first.
  app.on('will-quit', (event) => {
    event.preventDefault();
    void service.close().finally(() => {
      app.exit(0);
    });
  });
}

/** Answers the page's own scheme from memory: a path that is no file of the page does not exist. */
function servePage(): void {
  const files = loadPageFiles(join(import.meta.dirname, '../page'));
  protocol.handle(PAGE_SCHEME, (request) => {
    const path = pagePath(request.url);
    const file = path === null ? undefined : pageFileFor(files, path);
    if (file === undefined) return new Response('There is no such file.', { status: 404, headers: PAGE_HEADERS });
    return new Response(file.bytes, { headers: { ...PAGE_HEADERS, 'content-type': file.mediaType } });
  });
}

/** A window that is closed during a run asks first; the safe answer is the default. */
function askBeforeClosing(window: BrowserWindow, service: Service): void {
  window.on('close', (event) => {
    if (service.isIdle()) return;
    const choice = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: 'A run is still under way.',
      detail: 'Stopping it keeps its set-up in the list of runs, so that it can be started again.',
      buttons: ['Keep running', 'Stop and close'],
      defaultId: 0,
      cancelId: 0,
    });
    if (choice === 0) event.preventDefault();
  });
}
