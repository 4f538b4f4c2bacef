/**
 * Functions of float64 on several threads. Copying into the memory that threads share costs more than into that of the
 * blocks, so it is done where functions take long, several threads compute and they are awake or worth waking.
 * Not here: other dtypes, functions that look at each element first (sine and cosine of large angles).
 */
import { allocateUnset } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { UnaryOp } from '../../backend.ts';
import { jobPlaces, jobThreads, runJob, threadsForSmall } from '../jobs.ts';
import { copyIn, copyOut, Workspace } from '../workspace.ts';
import { inWorkspace } from './in-workspace.ts';

/** As functions.as.ts counts them. */
const KERNELS: readonly UnaryOp[] = ['exp', 'log', 'tanh', 'sigmoid'];
/** Elements of a chunk at least, some 5 us, and from which on it is worth waking helpers. */
const CHUNK = 1024;
const WAKING = 1 << 15;
/** What passes at a time: it stays in the caches. */
const PORTION = 1 << 17;
const CHUNKS_PER_THREAD = 3;
const SCRATCH = 1024;

/** Null where one thread does better. */
export function functionOnThreads(op: UnaryOp, x: NDArray): NDArray | null {
  const kernel = KERNELS.indexOf(op);
  if (kernel < 0 || x.dtype !== 'float64' || x.size < 2 * CHUNK || !x.contiguous) return null;
  const wake = x.size >= WAKING;
  const threads = wake ? jobThreads() : threadsForSmall(Math.floor(x.size / CHUNK));
  if (threads === 1) return null;
  const from = x.storage.read() as Float64Array;
  const out = allocateUnset('float64', x.size) as Float64Array;
  const most = Math.min(x.size, PORTION);
  const done = inWorkspace(() => {
    const space = new Workspace();
    const scratch = space.take(SCRATCH * jobPlaces());
    const at = space.take(most * 8);
    space.ready();
    for (let first = 0; first < x.size; first += most) {
      const count = Math.min(most, x.size - first);
      const chunks = Math.max(1, Math.min(Math.floor(count / CHUNK), threads * CHUNKS_PER_THREAD));
      // Whole vectors.
      const chunk = Math.ceil(count / chunks / 2) * 2;
      copyIn(at, from, x.offset + first, count);
      runJob('functions', Math.ceil(count / chunk), [kernel, at, count * 8, chunk * 8, scratch], true, wake);
      copyOut(at, out, first, count);
    }
  });
  return done ? NDArray.wrap(out, x.shape, 'float64') : null;
}
