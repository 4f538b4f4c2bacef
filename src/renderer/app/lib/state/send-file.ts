/** A file that was dropped or chosen, to main in parts that hold up no thread. Not here: what main does with it. */
import type { Api } from '@ipc/contract.ts';
import { PART_BYTES } from '@ipc/engine-process.ts';
import type { Refused, UploadId } from '@ipc/packs.ts';

export async function sendFile(api: Api, file: File): Promise<{ ok: true; upload: UploadId } | Refused> {
  const begun = await api.packs.begin({ file: file.name.slice(0, 300), bytes: file.size });
  if (!begun.ok) return begun;
  for (let at = 0; at < file.size; at += PART_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + PART_BYTES).arrayBuffer());
    await api.packs.part({ upload: begun.upload, bytes });
  }
  return begun;
}
