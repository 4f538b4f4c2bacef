// Work that threads share: a job is a kind, words that say what to do, and a number of chunks. Which thread computes a
// chunk never changes its result. A new kind is one line here and one in ../jobs.ts.
import { convolveChunk32, convolveChunk64, kernelGradientChunk32, kernelGradientChunk64 } from './conv2d.as';
import { frameChunk32, frameChunk64 } from './frame.as';
import { functionChunk } from './functions.as';
import { lstmChunk32, lstmChunk64 } from './lstm.as';
import { matmulChunk32, matmulChunk64 } from './matmul.as';

/** Computes a chunk of the job whose words are at `job`; `thread` names the place where this thread may pack. */
export function runChunk(kind: i32, job: usize, index: i32, thread: i32): void {
  switch (kind) {
    case 0:
      matmulChunk32(job, index, thread);
      return;
    case 1:
      matmulChunk64(job, index, thread);
      return;
    case 2:
      frameChunk32(job, index);
      return;
    case 3:
      frameChunk64(job, index);
      return;
    case 4:
      convolveChunk32(job, index, thread);
      return;
    case 5:
      convolveChunk64(job, index, thread);
      return;
    case 6:
      kernelGradientChunk32(job, index, thread);
      return;
    case 7:
      kernelGradientChunk64(job, index, thread);
      return;
    case 8:
      functionChunk(job, index, thread);
      return;
    case 9:
      lstmChunk32(job, index, thread);
      return;
    case 10:
      lstmChunk64(job, index, thread);
      return;
  }
}
