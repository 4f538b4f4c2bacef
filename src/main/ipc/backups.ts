/** The "backups" namespace: answered by the store. */
import type { Handlers } from '@ipc/envelope.ts';
import type { backups } from '@ipc/backups.ts';
import { AppError } from '@ipc/errors.ts';
import type { AskStore } from '../store-client/store-client.ts';

export interface BackupsDeps {
  store: AskStore;
  /** Whether a cell runs, whose recording would end up in another file. */
  busy: () => boolean;
  now: () => string;
}

export const backupsHandlers = ({ store, busy, now }: BackupsDeps): Handlers<typeof backups.verbs> => ({
  list: () => store.ask('backupList', null),
  make: () => store.ask('backupNow', { now: now() }),
  async restore({ name }) {
    if (busy()) throw new AppError('busy', 'A cell runs. Stop it before going back to a backup.');
    const { aside } = await store.ask('backupRestore', { name, now: now() });
    return { aside };
  }
});
