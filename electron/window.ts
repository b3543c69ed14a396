import { BrowserWindow, session } from 'electron';
import { isAllowedNavigation, PAGE_URL, WEB_PREFERENCES } from './security.ts';

/** Opens the one window. Navigation away, new windows, webviews and every permission request are denied. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1000,
    minHeight: 640,
    title: 'Phasewright',
    show: false,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  const { webContents } = window;
  webContents.on('will-navigate', (event) => {
    if (!isAllowedNavigation(event.url)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.once('ready-to-show', () => {
    window.show();
  });
  void window.loadURL(PAGE_URL);
  return window;
}

/** The page asks the system for nothing: no camera, no notifications, no location. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
}
