/**
 * The engine worker: runs cells with the runtime, one at a time and synchronously, and reports over its port.
 * It is ended from outside (terminate, kill) when a cell does not answer; nothing here has to survive that.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import type { Host } from '@engine/host.ts';
import type { CellEvent } from '@runtime/cell-events.ts';
import { createRuntime, prepareThread } from '@runtime/run-cell.ts';
import { createAssets } from './assets.ts';
import { createCollect } from './collect.ts';
import { createCopy } from './copy.ts';
import { EventFlow } from './event-flow.ts';
import { GpuCommands } from './gpu-commands.ts';
import { heapUsed } from './heap-used.ts';
import { kernelThreads } from './kernel-threads.ts';
import type { FromWorker, ToWorker, WorkerData } from './messages.ts';
import { rejections } from './rejections.ts';

if (!parentPort) throw new Error('engine-worker: runs as a worker thread only');
const port = parentPort;
const shared = workerData as WorkerData;
const control = new Int32Array(shared.control);
const post = (message: FromWorker, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
const asset = createAssets(shared.assets);
const collect = createCollect();
const copy = createCopy();
const threads = kernelThreads(path.join(import.meta.dirname, 'kernel-thread.cjs'));
const flow = new EventFlow(control, new Int32Array(shared.taken), (event) => post({ kind: 'event', event }));

async function run({ request, checkpointSeconds, gpu }: ToWorker): Promise<void> {
  const device = gpu ? new GpuCommands(gpu, post) : null;
  const engineHost: Host = {
    now: () => performance.now(),
    threads,
    asset,
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(limit, 1) })),
    deflate: (bytes) => new Uint8Array(deflateRawSync(bytes)),
    ...(collect ? { collect } : {}),
    ...(copy ? { copy } : {}),
    ...(device ? { gpu: device } : {})
  };
  const started = performance.now();
  let end: CellEvent | null = null;
  try {
    const runtime = createRuntime({
      emit: (event) => {
        if (event.kind === 'finished') end = event;
        else flow.emit(event);
      },
      checkpoint: (data) => post({ kind: 'checkpoint', data }),
      control,
      engineHost,
      checkpointSeconds,
      sha256: (parts) => {
        const hash = createHash('sha256');
        for (const part of parts) hash.update(part);
        return hash.digest('hex');
      },
      heapUsed: () => heapUsed(collect),
      rejections
    });
    await runtime.runCell(request);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    flow.emit({ kind: 'error', error: { name, message, at: null, frames: [] } });
  } finally {
    device?.finish();
    // A cell that left promises which never come to rest has not ended: this waits for them, and Stop ends it.
    await new Promise((resolve) => setImmediate(resolve));
    const seconds = (performance.now() - started) / 1000;
    flow.emit(end ?? { kind: 'finished', status: 'failed', seconds });
  }
}

prepareThread();
port.on('message', (message: ToWorker) => void run(message));
post({ kind: 'ready' });
