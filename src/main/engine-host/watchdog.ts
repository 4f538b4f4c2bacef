/**
 * Looks at the memory of the engine process while a cell runs: typed arrays lie outside of a worker's heap limit, so
 * nothing else would end a cell that eats all there is.
 */
import os from 'node:os';
import { app } from 'electron';
import { limitBytes } from './memory-limit.ts';

const EVERY_MS = 250;

/** Calls back once, with the bytes in use, when the process is above the limit. Returns what ends the watch. */
export function watchMemory(pid: number | undefined, tooMuch: (used: number, limit: number) => void): () => void {
  const limit = limitBytes(os.totalmem(), process.env.DEZERO_MEMORY_LIMIT_MB);
  const timer = setInterval(() => {
    const used = memoryOf(pid);
    if (used <= limit) return;
    clearInterval(timer);
    tooMuch(used, limit);
  }, EVERY_MS);
  return () => clearInterval(timer);
}

/** Bytes of memory that a process of the app uses. */
export function memoryOf(pid: number | undefined): number {
  const metric = app.getAppMetrics().find((one) => one.pid === pid);
  return (metric?.memory.workingSetSize ?? 0) * 1024;
}
