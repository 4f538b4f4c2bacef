/**
 * The "exports" namespace: opens the save dialog and writes the parts that the page sends to a draft beside the chosen
 * file, which is replaced only when all is written. What a page left unfinished is dropped with it.
 */
import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import type { Handlers } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { exportFiles, ExportKind, ExportToken } from '@ipc/exports.ts';

/** An animation that is larger than this is a mistake. */
export const MOST_BYTES = 2 ** 31;
const MOST_OPEN = 4;
const NAMES: Record<ExportKind, string> = {
  csv: 'CSV',
  dot: 'Graphviz DOT',
  svg: 'SVG',
  png: 'PNG',
  webm: 'WebM',
  zip: 'ZIP'
};

export interface ExportsDeps {
  showSaveDialog: (options: SaveDialogOptions) => Promise<SaveDialogReturnValue>;
}

interface Draft {
  path: string;
  draft: string;
  file: FileHandle;
  bytes: number;
  /** Parts are written one after the other, also when the page does not wait. */
  last: Promise<void>;
}

type ExportsHandlers = Handlers<(typeof exportFiles)['verbs']> & {
  /** The page is gone: what it had begun is dropped. */
  abandon(): Promise<void>;
};

export function exportsHandlers({ showSaveDialog }: ExportsDeps): ExportsHandlers {
  const drafts = new Map<ExportToken, Draft>();

  const draftOf = (token: ExportToken): Draft => {
    const found = drafts.get(token);
    if (!found) throw new AppError('not-found', 'exports: this file is not being written (any more)');
    return found;
  };
  const drop = async (token: ExportToken): Promise<void> => {
    const found = drafts.get(token);
    drafts.delete(token);
    if (!found) return;
    await found.last.catch(() => undefined);
    await found.file.close();
    await rm(found.draft, { force: true });
  };

  return {
    async begin({ kind, name }) {
      if (drafts.size >= MOST_OPEN) throw new AppError('busy', `exports: ${MOST_OPEN} files are being written already`);
      const { canceled, filePath } = await showSaveDialog({
        defaultPath: `${name}.${kind}`,
        filters: [{ name: NAMES[kind], extensions: [kind] }],
        properties: ['showOverwriteConfirmation']
      });
      if (canceled || !filePath) return { token: null };
      const token = randomUUID() as ExportToken;
      const draft = `${filePath}.${token.slice(0, 8)}.part`;
      const file = await open(draft, 'wx').catch(explained);
      drafts.set(token, { path: filePath, draft, file, bytes: 0, last: Promise.resolve() });
      return { token };
    },
    async write({ token, part }) {
      const draft = draftOf(token);
      draft.bytes += part.byteLength;
      if (draft.bytes > MOST_BYTES) {
        await drop(token);
        throw new AppError('bad-input', `exports: a file may have at most ${MOST_BYTES} bytes`);
      }
      draft.last = draft.last.then(() => draft.file.writeFile(part));
      await draft.last.catch(explained);
      return null;
    },
    async finish({ token }) {
      const draft = draftOf(token);
      try {
        await draft.last;
        await draft.file.sync();
        await draft.file.close();
        await rename(draft.draft, draft.path);
        drafts.delete(token);
      } catch (error) {
        drafts.delete(token);
        await draft.file.close().catch(() => undefined);
        await rm(draft.draft, { force: true });
        return explained(error);
      }
      return { bytes: draft.bytes };
    },
    async cancel({ token }) {
      await drop(token);
      return null;
    },
    async abandon() {
      await Promise.all([...drafts.keys()].map(drop));
    }
  };
}

function explained(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') throw new AppError('disk-full', 'exports: the disk is full, nothing was written');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    throw new AppError('forbidden', 'exports: nothing may be written in the chosen folder');
  throw error;
}
