/** The "packs" namespace: hand-ins out and in. Dialogs are opened here, since paths never come from the page. */
import type { OpenDialogOptions, OpenDialogReturnValue, SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Handlers } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { Inspected, packs } from '@ipc/packs.ts';
import { writeWhole } from '../export/write-whole.ts';
import { readHandIn } from '../packs/hand-in-read.ts';
import { writeHandIn } from '../packs/hand-in-write.ts';
import { collect, importedId, toImport, type HandInWish } from '../packs/handing-in.ts';
import { LIMITS } from '../packs/limits.ts';
import { PackError } from '../packs/pack-error.ts';
import { previewOf } from '../packs/preview.ts';
import { makePseudonym } from '../packs/pseudonym.ts';
import { WaitingHandIns } from '../packs/waiting.ts';
import type { AskStore } from '../store-client/store-client.ts';

export interface PacksDeps {
  store: AskStore;
  showSaveDialog: (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
  showOpenDialog: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>;
  now: () => string;
  /** Version of the app. */
  app: string;
}

const FILTERS = [{ name: 'DeZero Studio', extensions: ['dzrun'] }];

export function packsHandlers({
  store,
  showSaveDialog,
  showOpenDialog,
  now,
  app
}: PacksDeps): Handlers<typeof packs.verbs> {
  const waiting = new WaitingHandIns();
  const bytesOf = async (wish: HandInWish): Promise<Uint8Array> =>
    writeHandIn(await collect(store, wish, { app, at: now() }));

  const inspectOne = async (file: string, read: () => Promise<Uint8Array>): Promise<Inspected> => {
    try {
      const bytes = await read();
      const handIn = readHandIn(bytes);
      const known = await store.ask('importsKnown', { handIns: [handIn.manifest.content] });
      const token = waiting.add(handIn, bytes.length);
      return { ok: true, file, token, known: known.length > 0, preview: previewOf(handIn, bytes.length) };
    } catch (error) {
      const problem = error instanceof PackError ? error.problem : 'unreadable';
      return { ok: false, file, problem, detail: error instanceof Error ? error.message : String(error) };
    }
  };

  return {
    pseudonym: () => makePseudonym(),
    async preview(wish) {
      const bytes = await bytesOf(wish);
      return previewOf(readHandIn(bytes), bytes.length);
    },
    async handIn(wish) {
      const bytes = await bytesOf(wish);
      const { canceled, filePath } = await showSaveDialog({
        defaultPath: `${wish.pseudonym.replace(/[^\p{L}\p{N}_-]+/gu, '-')}.dzrun`,
        filters: FILTERS,
        properties: ['showOverwriteConfirmation']
      });
      if (canceled || !filePath) return { saved: false };
      await writeWhole(filePath, [bytes]);
      return { saved: true };
    },
    inspect: async ({ files }) => {
      const found: Inspected[] = [];
      for (const { file, bytes } of files) found.push(await inspectOne(file, () => Promise.resolve(bytes)));
      return found;
    },
    async choose() {
      const { canceled, filePaths } = await showOpenDialog({
        filters: FILTERS,
        properties: ['openFile', 'multiSelections']
      });
      if (canceled) return [];
      const found: Inspected[] = [];
      for (const path of filePaths.slice(0, LIMITS.files))
        found.push(await inspectOne(basename(path), () => readLimited(path)));
      return found;
    },
    async commit({ tokens }) {
      const done: { token: string; run: ReturnType<typeof importedId>; added: boolean }[] = [];
      for (const token of tokens) {
        const handIn = waiting.get(token);
        if (!handIn)
          throw new AppError('not-found', 'This hand-in no longer waits to be imported: open the file again.');
        const added = await store.ask('runImport', toImport(handIn, now()));
        done.push({ token, run: importedId(handIn.manifest.content), added });
        waiting.drop(token);
      }
      return done;
    },
    discard: ({ tokens }) => {
      for (const token of tokens) waiting.drop(token);
      return null;
    }
  };
}

/** The size is asked for first: nothing of a file that is too large is read. */
async function readLimited(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > LIMITS.fileBytes)
    throw new PackError('too-large', `the file has ${size} bytes, at most ${LIMITS.fileBytes} are read`);
  return new Uint8Array(await readFile(path));
}
