/** The app's window: opened where it was, shown when drawn, loaded again when its page crashes. */
import { BrowserWindow, screen } from 'electron';
import { LEAST_SIZE, placeWindow } from './window-bounds.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';

const MOST_RELOADS = 3;

export interface WindowOptions {
  address: string;
  preload: string;
  stateFile: string;
  /** The page ended unexpectedly and is loaded again. */
  onCrash: (reason: string) => void;
}

export function openWindow({ address, preload, stateFile, onCrash }: WindowOptions): BrowserWindow {
  const saved = loadWindowState(stateFile);
  const { id } = screen.getPrimaryDisplay();
  const displays = screen.getAllDisplays().sort((a, b) => Number(b.id === id) - Number(a.id === id));
  const areas = displays.map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(saved, areas),
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    show: false,
    title: 'DeZero Studio',
    backgroundColor: '#f7f7fb',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false
    }
  });
  if (saved?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    saveWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || reloads >= MOST_RELOADS) return;
    reloads += 1;
    onCrash(reason);
    window.webContents.reload();
  });
  void window.loadURL(address);
  return window;
}
