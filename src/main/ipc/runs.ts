/** The "runs" namespace: answered by the store. Exporting opens the save dialog here, since paths never come from the page. */
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Handlers } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunId } from '@ipc/ids.ts';
import type { runs } from '@ipc/runs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { csvHeader, csvRows } from './runs-csv.ts';

export interface RunsDeps {
  store: AskStore;
  /** Electron's `dialog`, asked for the window in front. */
  showSaveDialog: (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
  now: () => string;
}

export const runsHandlers = ({ store, showSaveDialog, now }: RunsDeps): Handlers<typeof runs.verbs> => ({
  list: (input) => store.ask('runList', input),
  get: (input) => store.ask('runGet', input),
  curves: (input) => store.ask('curves', input),
  rename: (input) => store.ask('runRename', input),
  note: (input) => store.ask('runNote', input),
  remove: ({ runs: ids }) => store.ask('runRemove', { runs: ids, now: now() }),
  restore: (input) => store.ask('runRestore', input),
  async exportCurves({ runs: ids }) {
    const { canceled, filePath } = await showSaveDialog({
      defaultPath: 'curves.csv',
      filters: [{ name: 'CSV', extensions: ['csv'] }],
      properties: ['showOverwriteConfirmation']
    });
    if (canceled || !filePath) return { saved: false };
    await writeWhole(filePath, curvesCsv(store, ids));
    return { saved: true };
  }
});

/** Every row of every metric, one run at a time, so that memory holds one run. */
export async function* curvesCsv(store: AskStore, ids: readonly RunId[]): AsyncGenerator<string> {
  yield csvHeader;
  for (const id of ids) {
    const { title } = await store.ask('runGet', { run: id });
    const curves = await store.ask('curves', { runs: [id], names: [], points: Number.MAX_SAFE_INTEGER });
    for (const curve of curves) yield csvRows(title, curve);
  }
}

/** Under another name first: a full disk leaves the file that was there. */
async function writeWhole(path: string, text: AsyncIterable<string>): Promise<void> {
  const draft = `${path}.part`;
  try {
    await pipeline(Readable.from(text), createWriteStream(draft, 'utf8'));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new AppError('disk-full', `exportCurves: the disk is full, ${path} was not written`);
    throw error;
  }
}
