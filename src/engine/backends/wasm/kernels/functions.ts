/**
 * Functions on several threads. An array passes through the workspace in slabs: while threads compute one, the caller
 * copies the result of the one before out and the next one in. Done where functions take long, several threads compute
 * and they are awake or worth waking. Not here: other dtypes, functions that look at each element first (sine and cosine
 * of large angles).
 */
import { currentHost } from '../../../host.ts';
import { allocateUnset } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { UnaryOp } from '../../backend.ts';
import { jobPlaces, runJob, threadsFor } from '../jobs.ts';
import { copyOut, Workspace } from '../workspace.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, rowMajor } from './row-major.ts';

/** As functions.as.ts counts them. */
const KERNELS: readonly UnaryOp[] = ['exp', 'log', 'tanh', 'sigmoid'];
/** Elements of a chunk at least (some 5 us in float64), and from which on it is worth waking helpers. */
const CHUNK = 1024;
const WAKING = { 4: 1 << 18, 8: 1 << 15 } as const;
/** Small enough for the caches, large enough that threads seldom wait for each other. */
const SLAB_BYTES = 512 << 10;
const CHUNKS_PER_THREAD = 8;
const SCRATCH = 1024;

/** Milliseconds for an element by one thread and by several, as of late. */
interface Pace {
  alone: number;
  shared: number;
  /** The slower way is tried now and then: when it was tried last, and how many calls of that are left. */
  tried: number;
  left: number;
  way: 'alone' | 'shared';
}

/** By kernel. Where something else keeps the cores busy, waiting for helpers can take longer than doing without. */
const paces = Array.from({ length: 2 * KERNELS.length }, (): Pace => ({
  alone: Infinity,
  shared: Infinity,
  tried: -Infinity,
  left: 0,
  way: 'alone'
}));
const TRY_MS = 100;
/** In so many calls at least one finds helpers awake. */
const TRIES = 4;

/** Null where one thread does better. */
export function functionOnThreads(op: UnaryOp, x: NDArray): NDArray | null {
  const index = KERNELS.indexOf(op);
  if (index < 0 || (x.dtype !== 'float32' && x.dtype !== 'float64')) return null;
  const size = x.dtype === 'float32' ? 4 : 8;
  const wake = x.size >= WAKING[size];
  // In float32 functions take little longer than copying.
  if (!wake && size === 4) return null;
  const threads = threadsFor(Math.floor(x.size / CHUNK), wake);
  if (threads === 1) return null;
  const out = allocateUnset(x.dtype, x.size) as Floats;
  const kernel = size === 4 ? index : KERNELS.length + index;
  const chunks = threads * CHUNKS_PER_THREAD;
  // Those that are awake come at once.
  const done = inWorkspace(() =>
    wake
      ? atBestPace(paces[kernel], x.size, (shared) => pass(kernel, x, out, chunks, shared, true))
      : pass(kernel, x, out, chunks, true, false)
  );
  return done ? NDArray.wrap(out, x.shape, x.dtype) : null;
}

function atBestPace(pace: Pace | undefined, count: number, compute: (shared: boolean) => void): void {
  const began = currentHost().now();
  if (pace === undefined) return compute(true);
  if (pace.left > 0) pace.left -= 1;
  else {
    const [better, other] = pace.shared < pace.alone ? (['shared', 'alone'] as const) : (['alone', 'shared'] as const);
    pace.way = better;
    if (began - pace.tried > TRY_MS) {
      [pace.tried, pace.left, pace.way] = [began, TRIES - 1, other];
      pace[other] = Infinity;
    }
  }
  compute(pace.way === 'shared');
  const took = (currentHost().now() - began) / count;
  // The fastest of late: a first call waits for fresh memory, any call for somebody else.
  pace[pace.way] = Math.min(took, 1.25 * pace[pace.way]);
}

/** Lets x pass, each slab in at most so many chunks. */
function pass(kernel: number, x: NDArray, out: Floats, chunks: number, shared: boolean, wake: boolean): void {
  const size = out instanceof Float32Array ? 4 : 8;
  const source = rowMajor(x);
  const most = Math.min(x.size, SLAB_BYTES / size);
  const space = new Workspace();
  const scratch = space.take(SCRATCH * jobPlaces());
  const slabs = [0, 1].map(() => ({ a: space.take(most * size), out: space.take(most * size) }));
  space.ready();
  const slabAt = (first: number) => slabs[(first / most) % 2] ?? { a: 0, out: 0 };
  const countAt = (first: number): number => Math.min(most, x.size - first);
  const bring = (first: number): void => {
    if (first < x.size) place(slabAt(first).a, source, first, first + countAt(first), size);
  };
  const fetch = (first: number): void => {
    if (first >= 0) copyOut(slabAt(first).out, out, first, countAt(first));
  };
  bring(0);
  let last = 0;
  for (let first = 0; first < x.size; first += most) {
    const count = countAt(first);
    // Whole vectors.
    const chunk = Math.ceil(count / Math.max(1, Math.min(Math.floor(count / CHUNK), chunks)) / 4) * 4;
    const job = [kernel, slabAt(first).out, slabAt(first).a, count * size, chunk * size, scratch];
    runJob('functions', Math.ceil(count / chunk), job, shared, wake, () => {
      fetch(first - most);
      bring(first + most);
    });
    last = first;
  }
  fetch(last);
}
