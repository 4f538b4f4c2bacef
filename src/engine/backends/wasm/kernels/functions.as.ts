// Functions of long arrays in chunks for the threads. functions.ts counts the functions and fills the words.
import { exp32, Log32, sigmoid32, Tanh32 } from './float32.as';
import { Exp64, Log64, sigmoidWith, tanhWith } from './float64.as';
import { Loop } from './loops.as';

/** The job's words. */
// @ts-ignore: decorator
@unmanaged
class Elements {
  /** Four functions of float32, then those of float64. */
  kernel: i32;
  out: usize;
  a: usize;
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
  const out = all.out + <usize>first;
  const a = all.a + <usize>first;
  const bytes = min(all.chunk, all.bytes - first);
  const scratch = all.scratch + (<usize>thread << 10);
  switch (all.kernel) {
    case 0:
      exp32(out, a, bytes);
      return;
    case 1:
      Loop.one<Log32>(out, a, bytes);
      return;
    case 2:
      Loop.one<Tanh32>(out, a, bytes);
      return;
    case 3:
      sigmoid32(out, a, bytes);
      return;
    case 4:
      Loop.one<Exp64>(out, a, bytes);
      return;
    case 5:
      Loop.one<Log64>(out, a, bytes);
      return;
    case 6:
      tanhWith(out, a, bytes, scratch);
      return;
    case 7:
      sigmoidWith(out, a, bytes, scratch);
      return;
  }
}
