/** The "backups" namespace: verified copies of the data that main keeps, and going back to one. */
import * as v from 'valibot';
import { call, namespace } from './envelope.ts';

/** A file in the folder of backups: a name, never a path. */
export const BackupName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,120}\.db$/));

/** Of the day, before the data were changed to a newer form, or when the user asked. */
export const BackupKind = v.picklist(['daily', 'before-update', 'by-hand']);
/** Every page of it was checked before it was called a backup. */
export const Backup = v.object({ name: BackupName, kind: BackupKind, bytes: v.number(), at: v.string() });
export type Backup = v.InferOutput<typeof Backup>;

export const backups = namespace('backups', {
  /** Newest first. */
  list: call({ input: v.null(), output: v.array(Backup) }),
  /** Makes one now, which is not replaced by later ones, and answers with it. */
  make: call({ input: v.null(), output: Backup }),
  /**
   * Puts a backup in the place of the data, which is set aside and named in the answer. Fails with 'busy' while a cell
   * runs; on any other failure the data stays as it is.
   */
  restore: call({ input: v.object({ name: BackupName }), output: v.object({ aside: v.string() }) })
});
