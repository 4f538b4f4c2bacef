/**
 * The job of a matrix product, or of several that are added to one array: takes room for packing, cuts the result into
 * chunks for the threads, writes the words that matmul.as.ts reads. Not here: where the operands come from.
 */
import { jobPlaces, runJob, threadsFor } from '../jobs.ts';
import type { Tile } from '../tournament.ts';
import type { Workspace } from '../workspace.ts';
import type { Placed } from './operand.ts';

/** Multiplications of a chunk at least: about 5 us, a few times what sharing costs where helpers are awake. */
export const CHUNK = 1 << 17;
/** Multiplications that are worth waking helpers: some 0.1 ms. */
export const WAKING = 1 << 22;
/** So many chunks for each thread: one that is slow holds up the others little. */
const CHUNKS_PER_THREAD = 3;

// As in matmul.as.ts.
export const K_BLOCK = 256;
const M_BLOCK = 120;
const N_BLOCK = 1024;
const SPARE = 512;

/** A product of (m, k) by (k, n), or of several pairs of such matrices. */
export interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly pairs?: number;
  readonly size: 4 | 8;
  readonly tile: Tile;
}

/** Where the first pair lies and how far the next is from it; where the result comes to lie. */
export interface Places {
  readonly x: Placed;
  readonly y: Placed;
  readonly c: number;
  /** The products are added to what lies there. */
  readonly add?: { readonly step: number };
}

/** Takes room for packing; what it gives computes, once all is in its place. */
export function prepared({ m, k, n, pairs = 1, size, tile }: Sizes, space: Workspace): (places: Places) => void {
  const { rows, columns, count, wake } = cut(m, k * pairs, n, tile);
  const packedBytes = SPARE + (M_BLOCK + tile.rows + N_BLOCK + tile.columns) * K_BLOCK * size;
  const packed = space.take(packedBytes * jobPlaces());
  return ({ x, y, c, add }) => {
    const words = [
      ...[x.address, x.row, x.column, y.address, y.row, y.column],
      ...[c, m, k, n, rows, columns, Math.ceil(n / columns)],
      ...[tile.shape, tile.rows, tile.columns, packed, packedBytes],
      ...[(x.wide ? 1 : 0) + (y.wide ? 2 : 0), add ? 2 : 0, pairs, add?.step ?? 0]
    ];
    runJob(size === 4 ? 'matmul32' : 'matmul64', count, words, true, wake);
  };
}

/** How a result is cut into chunks, and whether they are worth waking helpers. */
interface Cut {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly wake: boolean;
}

/** Into chunks as square as can be, since each packs its rows and columns itself; all of it where it is small. */
function cut(m: number, k: number, n: number, tile: Tile): Cut {
  const work = m * n * k;
  const most = Math.floor(work / CHUNK);
  const wake = work >= WAKING;
  const threads = threadsFor(most, wake);
  if (threads === 1) return { rows: m, columns: n, count: 1, wake };
  const wanted = Math.min(most, threads * CHUNKS_PER_THREAD);
  let down = 1;
  for (let d = 2; d <= wanted; d++)
    if (wanted % d === 0 && d / m + wanted / d / n < down / m + wanted / down / n) down = d;
  const rows = multiple(m / down, tile.rows);
  const columns = multiple((n * down) / wanted, tile.columns);
  return { rows, columns, count: Math.ceil(m / rows) * Math.ceil(n / columns), wake };
}

const multiple = (value: number, of: number) => Math.ceil(value / of) * of;
