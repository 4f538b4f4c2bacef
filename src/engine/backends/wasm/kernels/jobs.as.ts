// Work that threads share: a job is a kind, words that say what to do, and a number of chunks. Which thread computes a
// chunk never changes its result. A new kind is one line here and one in ../jobs.ts.
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
  }
}
