import { releaseBuffers } from '@engine/ndarray/buffer-pool.ts';
import { createFinishCompiling } from './finish-compiling.ts';

const finishCompiling = createFinishCompiling();

/**
 * What `heapUsed()` tells a cell in the step about memory: the bytes that its thread still holds, in objects and in the
 * buffers of arrays, which lie outside of the heap of objects. Memory is collected first, so that only what can be
 * reached counts; without a collector it is what V8 happens to hold. Not here: memory of other threads and of the GPU.
 */
export function heapUsed(collect: (() => void) | null): number {
  finishCompiling?.();
  releaseBuffers();
  // Buffers are released beside the program: the second collection waits for those of the first.
  collect?.();
  collect?.();
  const { arrayBuffers, heapUsed: objects } = process.memoryUsage();
  return objects + arrayBuffers;
}
