/**
 * Files of data sets, which the engine gets by name through its host. Absent ones are explained: where this runs, a user
 * can get them. Not here: what the files contain.
 */
import { EngineError } from '../core/errors.ts';
import { currentHost } from '../host.ts';

/** The file `name` for the dataset `owner`, which the app lists as `title`. */
export function readAsset(owner: string, name: string, title: string): Uint8Array {
  const bytes = currentHost().asset?.(name) ?? null;
  if (bytes === null)
    throw new EngineError(
      'io',
      `${owner}: its files are not on this computer. Open Settings, Data sets, and choose Download or From a file for ${title}.`
    );
  return bytes;
}
