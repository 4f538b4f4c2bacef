/**
 * Where the learner's data lie: DEZERO_USER_DATA, or Electron's folder for the app. When nothing can be written there,
 * Chromium gets a temporary folder for its own files, so that the app starts and can say so.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app } from 'electron';

/** Must run before the app is ready and before the single-instance lock, which lies in that folder. */
export function chooseDataFolder(fromEnvironment: string | undefined): string {
  const folder = fromEnvironment ? path.resolve(fromEnvironment) : app.getPath('userData');
  app.setPath('userData', isWritable(folder) ? folder : mkdtempSync(path.join(os.tmpdir(), 'dezero-studio-')));
  return folder;
}

function isWritable(folder: string): boolean {
  const probe = path.join(folder, `.write-test-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
