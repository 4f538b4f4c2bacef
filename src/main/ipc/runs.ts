/** The "runs" namespace: answered by the store. Exporting opens the save dialog here, since paths never come from the page. */
import type { OpenDialogOptions, OpenDialogReturnValue, SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { Handlers } from '@ipc/envelope.ts';
import type { RunId } from '@ipc/ids.ts';
import type { runs } from '@ipc/runs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { judge } from '../engine-host/judge.ts';
import { unpackTrace } from '../engine-host/kept-trace.ts';
import { npzOf } from '../export/npz.ts';
import { writeEvents } from '../export/tensorboard.ts';
import { writeWhole } from '../export/write-whole.ts';
import { csvHeader, csvRows } from './runs-csv.ts';

export interface RunsDeps {
  store: AskStore;
  /** Electron's `dialog`, asked for the window in front. */
  showSaveDialog: (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
  showOpenDialog: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>;
  now: () => string;
}

export const runsHandlers = ({
  store,
  showSaveDialog,
  showOpenDialog,
  now
}: RunsDeps): Handlers<typeof runs.verbs> => ({
  list: (input) => store.ask('runList', input),
  get: (input) => store.ask('runGet', input),
  curves: (input) => store.ask('curves', input),
  rename: (input) => store.ask('runRename', input),
  note: (input) => store.ask('runNote', input),
  remove: ({ runs: ids }) => store.ask('runRemove', { runs: ids, now: now() }),
  restore: (input) => store.ask('runRestore', input),
  purge: (input) => store.ask('runPurge', input),
  emptyBin: () => store.ask('runPurge', { runs: null }),
  tag: (input) => store.ask('runTag', input),
  tags: () => store.ask('tagList', null),
  recolor: (input) => store.ask('runRecolor', input),
  bands: (input) => store.ask('bands', input),
  observations: (input) => store.ask('observations', input),
  trace: async (input) => unpackTrace((await store.ask('traceLoad', input)).bytes),
  views: () => store.ask('viewList', null),
  saveView: (view) => store.ask('viewSave', { ...view, at: now() }),
  removeView: (input) => store.ask('viewRemove', input),
  removeCheckpoint: (input) => store.ask('checkpointRemove', input),
  verdict: ({ run, original }) => judge(store, run, original),
  async exportCurves({ runs: ids }) {
    const { canceled, filePath } = await showSaveDialog({
      defaultPath: 'curves.csv',
      filters: [{ name: 'CSV', extensions: ['csv'] }],
      properties: ['showOverwriteConfirmation']
    });
    if (canceled || !filePath) return { saved: false };
    await writeWhole(filePath, curvesCsv(store, ids));
    return { saved: true };
  },
  async exportCheckpoint({ id }) {
    const { canceled, filePath } = await showSaveDialog({
      defaultPath: 'checkpoint.npz',
      filters: [{ name: 'NumPy', extensions: ['npz'] }],
      properties: ['showOverwriteConfirmation']
    });
    if (canceled || !filePath) return { saved: false };
    const { arrays } = await store.ask('checkpointLoad', { id });
    await writeWhole(filePath, [npzOf(arrays)]);
    return { saved: true };
  },
  async exportTensorBoard({ runs: ids }) {
    const { canceled, filePaths } = await showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
    const [folder] = filePaths;
    if (canceled || !folder) return { saved: false };
    for (const id of ids) await writeEvents(store, id, folder);
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
