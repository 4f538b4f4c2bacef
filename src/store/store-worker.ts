/** The thread of the store: answers StoreRequests from its parent port, in order. All work is in verbs.ts. */
import { parentPort } from 'node:worker_threads';
import type { StoreAnswer, StoreRequest } from '@ipc/store.ts';
import { StoreError } from './store-error.ts';
import { Store } from './verbs.ts';

const port = parentPort;
if (!port) throw new Error('store-worker: runs as a worker thread only');
const store = new Store();

port.on('message', (request: StoreRequest) => {
  void answer(request).then((reply) => port.postMessage(reply, buffersOf(reply)));
});

async function answer({ id, verb, input }: StoreRequest): Promise<StoreAnswer> {
  try {
    return { id, ok: true, value: await store.handle(verb, input) };
  } catch (error) {
    const { code, message } = StoreError.from(error);
    return { id, ok: false, code, message };
  }
}

/** The bytes of a loaded checkpoint are moved, not copied. */
function buffersOf(reply: StoreAnswer): ArrayBuffer[] {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null || !('arrays' in reply.value)) return [];
  const { arrays } = reply.value;
  if (!Array.isArray(arrays)) return [];
  const buffers = new Set<ArrayBuffer>();
  for (const array of arrays as { bytes?: unknown }[])
    if (array.bytes instanceof Uint8Array && array.bytes.buffer instanceof ArrayBuffer) buffers.add(array.bytes.buffer);
  return [...buffers];
}
