// Functions of long arrays in the workspace, chunk by chunk, for threads. functions.ts knows the order of the functions.
import { exp32, Log32, sigmoid32, Tanh32 } from './float32.as';
import { Exp64, Log64, Sigmoid64, Tanh64 } from './float64.as';
import { Loop } from './loops.as';

// @ts-ignore: decorator
@unmanaged
class Call {
  which: i32;
  out: usize;
  a: usize;
  bytes: i32;
  /** Bytes of a chunk. */
  chunk: i32;
}

export function functionChunk(job: usize, index: i32): void {
  const call = changetype<Call>(job);
  const first = index * call.chunk;
  const out = call.out + <usize>first;
  const a = call.a + <usize>first;
  const bytes = min(call.chunk, call.bytes - first);
  switch (call.which) {
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
      Loop.one<Tanh64>(out, a, bytes);
      return;
    case 7:
      Loop.one<Sigmoid64>(out, a, bytes);
      return;
  }
}
