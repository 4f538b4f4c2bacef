/** Checkpoints on their way in: put together from parts until they are committed. Nothing is written here. */
import type { CheckpointHead, StoreRequests } from '@ipc/store.ts';
import { StoreError } from './store-error.ts';

interface Upload {
  head: CheckpointHead;
  bytes: Uint8Array;
  filled: number;
}

export class Uploads {
  readonly #open = new Map<string, Upload>();

  begin(head: CheckpointHead): null {
    const length = head.arrays.reduce((sum, array) => sum + array.bytes, 0);
    this.#open.set(head.id, { head, bytes: new Uint8Array(length), filled: 0 });
    return null;
  }

  part({ id, bytes }: StoreRequests['checkpointPart'][0]): null {
    const upload = this.#find(id);
    if (upload.filled + bytes.length > upload.bytes.length)
      throw new StoreError('bad-input', `checkpointPart: ${id} has ${upload.bytes.length} bytes, more were sent`);
    upload.bytes.set(bytes, upload.filled);
    upload.filled += bytes.length;
    return null;
  }

  /** The whole checkpoint; it is forgotten here. */
  take({ id }: StoreRequests['checkpointCommit'][0]): StoreRequests['checkpointSave'][0] {
    const { head, bytes, filled } = this.#find(id);
    this.#open.delete(id);
    if (filled !== bytes.length)
      throw new StoreError('bad-input', `checkpointCommit: ${id} has ${bytes.length} bytes, ${filled} were sent`);
    let at = 0;
    const arrays = head.arrays.map((array) => ({ ...array, bytes: bytes.subarray(at, (at += array.bytes)) }));
    return { ...head, arrays };
  }

  #find(id: string): Upload {
    const upload = this.#open.get(id);
    if (!upload) throw new StoreError('not-found', `checkpoint ${id} was not begun`);
    return upload;
  }
}
