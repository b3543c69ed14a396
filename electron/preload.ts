import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from './channels.ts';

/** The private pipe: two functions, no channel names, nothing else of Electron. */
contextBridge.exposeInMainWorld('phasewright', {
  request: (frame: unknown): Promise<unknown> => ipcRenderer.invoke(REQUEST_CHANNEL, frame),
  listen: (onEvent: (event: unknown) => void): (() => void) => {
    const pass = (_event: IpcRendererEvent, frame: unknown) => {
      onEvent(frame);
    };
    ipcRenderer.on(EVENT_CHANNEL, pass);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, pass);
    };
  },
});
