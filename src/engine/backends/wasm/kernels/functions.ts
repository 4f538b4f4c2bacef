/**
 * Functions of large arrays on several threads: the array passes through the workspace in slabs, and while threads compute
 * one, the caller copies the result of the one before out and the next one in. Null where there is one thread only, for
 * small arrays, and for what has no kernel here. The kernels: functions.as.ts.
 */
import { currentHost } from '../../../host.ts';
import { allocateUnset } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { UnaryOp } from '../../backend.ts';
import { jobThreads, runJob } from '../jobs.ts';
import { copyOut, Workspace } from '../workspace.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, rowMajor } from './row-major.ts';

/** As in functions.as.ts, there for float32, then for float64. */
const FUNCTIONS: readonly UnaryOp[] = ['exp', 'log', 'tanh', 'sigmoid'];

/** Small enough for the caches, large enough that threads seldom wait for each other. */
const SLAB_BYTES = 512 << 10;
const CHUNK_BYTES = 32 << 10;
/** Some 0.15 ms of computing: below, waking threads takes about as long. */
const LEAST_BYTES = 1 << 20;

/** Milliseconds for an element by one thread and by several, as of late, and when the slower way was tried last. */
interface Pace {
  alone: number;
  shared: number;
  tried: number;
}

/** By kernel. Where something else keeps the cores busy, waiting for helpers can take longer than doing without. */
const paces = Array.from({ length: 2 * FUNCTIONS.length }, (): Pace => ({ alone: 0, shared: 0, tried: -Infinity }));
const TRY_MS = 100;

export function onThreads(op: UnaryOp, x: NDArray): NDArray | null {
  const which = FUNCTIONS.indexOf(op);
  const size = x.dtype === 'float32' ? 4 : x.dtype === 'float64' ? 8 : 0;
  if (which < 0 || size === 0 || x.size * size < LEAST_BYTES || jobThreads() === 1) return null;
  const out = allocateUnset(x.dtype, x.size) as Floats;
  const kernel = which + (size === 4 ? 0 : FUNCTIONS.length);
  const done = inWorkspace(() => atBestPace(paces[kernel], x.size, (shared) => pass(kernel, x, out, size, shared)));
  return done ? NDArray.wrap(out, x.shape, x.dtype) : null;
}

function atBestPace(pace: Pace | undefined, count: number, compute: (shared: boolean) => void): void {
  const began = currentHost().now();
  if (pace === undefined) return compute(true);
  let shared = pace.shared <= pace.alone;
  if (began - pace.tried > TRY_MS) {
    shared = !shared;
    pace.tried = began;
  }
  compute(shared);
  const way = shared ? 'shared' : 'alone';
  const took = (currentHost().now() - began) / count;
  // The fastest of late: a first call waits for fresh memory, any call for somebody else.
  pace[way] = pace[way] === 0 ? took : Math.min(took, 1.25 * pace[way]);
}

function pass(which: number, x: NDArray, out: Floats, size: 4 | 8, shared: boolean): void {
  const source = rowMajor(x);
  const slab = SLAB_BYTES / size;
  const space = new Workspace();
  const places = [0, 1].map(() => ({ a: space.take(SLAB_BYTES), out: space.take(SLAB_BYTES) }));
  space.ready();
  const at = (index: number) => places[index % 2] ?? { a: 0, out: 0 };
  const slabs = Math.ceil(x.size / slab);
  const countOf = (index: number): number => Math.min(slab, x.size - index * slab);
  const bring = (index: number): void => {
    if (index < slabs) place(at(index).a, source, index * slab, index * slab + countOf(index), size);
  };
  const fetch = (index: number): void => {
    if (index >= 0) copyOut(at(index).out, out, index * slab, countOf(index));
  };
  bring(0);
  for (let index = 0; index < slabs; index++) {
    const bytes = countOf(index) * size;
    const job = [which, at(index).out, at(index).a, bytes, CHUNK_BYTES];
    runJob('functions', Math.ceil(bytes / CHUNK_BYTES), job, shared, () => {
      fetch(index - 1);
      bring(index + 1);
    });
  }
  fetch(slabs - 1);
}
