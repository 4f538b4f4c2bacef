/** The "datasets" namespace. Files are chosen in a dialog here, since paths never come from the page. */
import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import type { datasets } from '@ipc/datasets.ts';
import type { Handlers } from '@ipc/envelope.ts';
import type { DataSets } from '../datasets/data-sets.ts';

export interface DataSetsDeps {
  dataSets: DataSets;
  /** Electron's `dialog`, asked for the window in front. */
  showOpenDialog: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>;
}

export const dataSetsHandlers = ({ dataSets, showOpenDialog }: DataSetsDeps): Handlers<typeof datasets.verbs> => ({
  watch: (_input, sink) => dataSets.watch(sink),
  download({ id }) {
    // How it goes is told by `watch`; this answers at once.
    void dataSets.download(id);
    return null;
  },
  async takeFile({ id }) {
    const { canceled, filePaths } = await showOpenDialog({ properties: ['openFile'] });
    const [file] = filePaths;
    if (canceled || file === undefined) return { chosen: false };
    void dataSets.takeFile(id, file);
    return { chosen: true };
  },
  cancel({ id }) {
    dataSets.cancel(id);
    return null;
  },
  async remove({ id }) {
    await dataSets.remove(id);
    return null;
  }
});
