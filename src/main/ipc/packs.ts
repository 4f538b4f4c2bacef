/** The "packs" namespace: hand-ins out and in. The save dialog is opened here, since paths never come from the page. */
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { Handlers } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { Inspected, packs } from '@ipc/packs.ts';
import type { RunId } from '@ipc/ids.ts';
import type { OpenedFiles } from '../app/opened-files.ts';
import { writeWhole } from '../export/write-whole.ts';
import type { AskDesk, DeskRequests } from '../packs/desk.ts';
import { collect, type HandInWish } from '../packs/handing-in.ts';
import { LIMITS } from '../packs/limits.ts';
import { PackError } from '../packs/pack-error.ts';
import { makePseudonym } from '../packs/pseudonym.ts';
import type { Uploads } from '../packs/uploads.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { tellOpened } from './tell-opened.ts';

export interface PacksDeps {
  store: AskStore;
  desk: AskDesk;
  opened: OpenedFiles;
  uploads: Uploads;
  report: (what: string, error: unknown) => void;
  showSaveDialog: (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
  now: () => string;
  /** Version of the app. */
  app: string;
}

export function packsHandlers({
  store,
  desk,
  opened,
  uploads,
  report,
  showSaveDialog,
  now,
  app
}: PacksDeps): Handlers<typeof packs.verbs> {
  const write = async (wish: HandInWish): Promise<DeskRequests['write'][1]> =>
    desk.ask('write', { content: await collect(store, wish, { app, at: now() }) });
  const inspect = async (file: string, bytes: Uint8Array): Promise<Inspected> => {
    const found = await desk.ask('read', { bytes });
    if (!found.ok) return { ...found, file };
    const { token, content, preview } = found;
    const known = await store.ask('importsKnown', { handIns: [content] });
    return { ok: true, file, token, known: known.length > 0, preview };
  };
  return {
    pseudonym: () => makePseudonym(),
    preview: async (wish) => (await write(wish)).preview,
    async handIn(wish) {
      const { bytes } = await write(wish);
      const { canceled, filePath } = await showSaveDialog({
        defaultPath: `${wish.pseudonym.replace(/[^\p{L}\p{N}_-]+/gu, '-')}.dzrun`,
        filters: [{ name: 'DeZero Studio', extensions: ['dzrun'] }],
        properties: ['showOverwriteConfirmation']
      });
      if (canceled || !filePath) return { saved: false };
      await writeWhole(filePath, [bytes]);
      return { saved: true };
    },
    begin({ file, bytes }) {
      try {
        return { ok: true, upload: uploads.begin(file, bytes) };
      } catch (error) {
        if (!(error instanceof PackError)) throw error;
        return { ok: false, file, problem: error.problem, detail: error.message };
      }
    },
    part({ upload, bytes }) {
      uploads.part(upload, bytes);
      return null;
    },
    inspect({ upload }) {
      const { file, bytes } = uploads.take(upload);
      return inspect(file, bytes);
    },
    opened(_input, sink) {
      tellOpened(sink, { opened, ending: '.dzrun', mostBytes: LIMITS.fileBytes, inspect, report });
    },
    async commit({ tokens }) {
      const done: { token: string; run: RunId; added: boolean }[] = [];
      for (const token of tokens) {
        const imported = await desk.ask('toImport', { token, now: now() });
        if (!imported)
          throw new AppError('not-found', 'This hand-in no longer waits to be imported: open the file again.');
        const added = await store.ask('runImport', imported);
        done.push({ token, run: imported.run.id, added });
        await desk.ask('drop', { tokens: [token] });
      }
      return done;
    },
    discard: ({ tokens }) => desk.ask('drop', { tokens })
  };
}
