/**
 * Files that are opened with the app, read and told to the page: those that wait and those to come, one after the other, as
 * each is in memory while it is read. Not here: which files there are (app/opened-files.ts), what is in them (packs/).
 */
import path from 'node:path';
import type { Refused } from '@ipc/packs.ts';
import type { Ending, OpenedFiles } from '../app/opened-files.ts';
import { PackError } from '../packs/pack-error.ts';
import { readLimited } from '../packs/read-file.ts';

export interface TellOpened<T> {
  opened: OpenedFiles;
  ending: Ending;
  mostBytes: number;
  inspect: (file: string, bytes: Uint8Array) => Promise<T | Refused>;
  report: (what: string, error: unknown) => void;
}

interface Sink<T> {
  send(found: T | Refused): void;
  onClose(stop: () => void): void;
}

export function tellOpened<T>(sink: Sink<T>, { opened, ending, mostBytes, inspect, report }: TellOpened<T>): void {
  const inspectFile = async (file: string): Promise<T | Refused> => {
    const name = path.basename(file).slice(0, 300);
    try {
      return await inspect(name, await readLimited(file, mostBytes));
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      return { ok: false, file: name, problem: error.problem, detail: error.message };
    }
  };
  let before = Promise.resolve();
  const stop = opened.listen(ending, (file) => {
    before = before.then(async () => {
      try {
        sink.send(await inspectFile(file));
      } catch (error) {
        report('opened file', error);
      }
    });
  });
  sink.onClose(stop);
}
