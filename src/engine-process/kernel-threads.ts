/**
 * Kernel threads as worker threads: what the engine's host offers where Node is there. A started thread keeps no process
 * alive and needs no event loop here, so the engine may start one in the middle of a cell. One that cannot start, or
 * ends, is not reported: the caller computes what nobody else does.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HelperThreads } from '@engine/host.ts';

/** More threads than this wait for memory most of the time, and each packs into 2 MB of its own. */
const MOST_THREADS = 8;

/** `entry`: the built kernel-thread.ts. */
export function kernelThreads(entry: string, count = Math.min(availableParallelism(), MOST_THREADS)): HelperThreads {
  return {
    count,
    start(helper) {
      const worker = new Worker(entry, { workerData: helper });
      worker.on('error', () => {
        // Said above: what a thread does not compute, the caller does.
      });
      worker.unref();
    }
  };
}
