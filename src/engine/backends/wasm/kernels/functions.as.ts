// Functions of float64 in chunks for the threads: they take so long that sharing pays from a few thousand elements on.
import { Exp64, Log64, sigmoidWith, tanhWith } from './float64.as';
import { Loop } from './loops.as';

/** The job's words. */
@unmanaged
class Elements {
  /** As ../kernels/functions.ts counts them. */
  kernel: i32;
  /** Where the elements are, and their results come to be. */
  at: usize;
  bytes: i32;
  /** Of each chunk. */
  chunk: i32;
  /** 1024 bytes for each thread. */
  scratch: usize;
}

/** Computes one chunk. */
export function functionChunk(job: usize, index: i32, thread: i32): void {
  const all = changetype<Elements>(job);
  const first = index * all.chunk;
  const at = all.at + <usize>first;
  const bytes = min(all.chunk, all.bytes - first);
  switch (all.kernel) {
    case 0:
      Loop.one<Exp64>(at, at, bytes);
      return;
    case 1:
      Loop.one<Log64>(at, at, bytes);
      return;
    case 2:
      tanhWith(at, at, bytes, all.scratch + (<usize>thread << 10));
      return;
    case 3:
      sigmoidWith(at, at, bytes, all.scratch + (<usize>thread << 10));
      return;
  }
}
