/**
 * Pooling in WebAssembly, a block of planes at a time that stays in the nearest caches; the adjoint of max pooling looks
 * for the winners again, which costs less than keeping them. Sums run in the order of plain, so results equal plain's.
 * null: not for
 * these kernels, as other dtypes are. The kernels: pooling.as.ts.
 */
import { allocateUnset, isFloat, promote } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { placesOn } from '../../by-patches.ts';
import type { Pair, Window2d } from '../../pictures.ts';
import { kernels } from '../instance.ts';
import { copyOut, memory, Workspace } from '../workspace.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, type RowMajor, rowMajor } from './row-major.ts';

/** A block's pictures take about so many bytes. */
const BLOCK_BYTES = 32 << 10;

type Kernel = 'maxPool' | 'maxPoolSpread' | 'averagePool' | 'averagePoolSpread';

export function maxPool(x: NDArray, window: Window2d): NDArray | null {
  const [n = 0, c = 0, height = 0, width = 0] = x.shape;
  if (!isFloat(x.dtype) || x.size === 0) return null;
  const places = placesOn([height, width], window);
  const out = allocateUnset(x.dtype, n * c * places[0] * places[1]) as Floats;
  const done = pool('maxPool', n * c, [height, width], places, window, { pictures: rowMajor(x), results: out });
  return done ? NDArray.wrap(out, [n, c, ...places], x.dtype) : null;
}

export function maxPoolSpread(gy: NDArray, x: NDArray, window: Window2d): NDArray | null {
  const [n = 0, c = 0, height = 0, width = 0] = x.shape;
  // Pictures may be widened, but not rounded, as then others win.
  if (!isFloat(gy.dtype) || promote(gy.dtype, x.dtype) !== gy.dtype || x.size === 0) return null;
  const out = allocateUnset(gy.dtype, x.size) as Floats;
  const arrays = { pictures: rowMajor(x), places: rowMajor(gy), spread: out };
  const done = pool('maxPoolSpread', n * c, [height, width], placesOn([height, width], window), window, arrays);
  return done ? NDArray.wrap(out, x.shape, gy.dtype) : null;
}

export function averagePool(x: NDArray, window: Window2d): NDArray | null {
  const [n = 0, c = 0, height = 0, width = 0] = x.shape;
  const places = placesOn([height, width], window);
  // Plain adds the cells of a lone place pairwise.
  if (!isFloat(x.dtype) || x.size === 0 || places[0] * places[1] === 1) return null;
  const out = allocateUnset(x.dtype, n * c * places[0] * places[1]) as Floats;
  const done = pool('averagePool', n * c, [height, width], places, window, { pictures: rowMajor(x), results: out });
  return done ? NDArray.wrap(out, [n, c, ...places], x.dtype) : null;
}

export function averagePoolSpread(gy: NDArray, window: Window2d, size: Pair): NDArray | null {
  const [n = 0, c = 0, oh = 0, ow = 0] = gy.shape;
  if (!isFloat(gy.dtype) || gy.size === 0) return null;
  const out = allocateUnset(gy.dtype, n * c * size[0] * size[1]) as Floats;
  const done = pool('averagePoolSpread', n * c, size, [oh, ow], window, { places: rowMajor(gy), spread: out });
  return done ? NDArray.wrap(out, [n, c, ...size], gy.dtype) : null;
}

/** What a call reads (pictures, one number for each place) and what it writes. */
interface Arrays {
  readonly pictures?: RowMajor;
  readonly places?: RowMajor;
  readonly results?: Floats;
  readonly spread?: Floats;
}

/** Plane by plane; false where the machine has no memory left for one. */
function pool(kernel: Kernel, planes: number, size: Pair, places: Pair, window: Window2d, arrays: Arrays): boolean {
  return inWorkspace(() => poolBlocks(kernel, planes, size, places, window, arrays));
}

function poolBlocks(
  kernel: Kernel,
  planes: number,
  [height, width]: Pair,
  [rows, columns]: Pair,
  window: Window2d,
  { pictures, places, results, spread }: Arrays
): void {
  const size = (results ?? spread) instanceof Float32Array ? 4 : 8;
  const run = kernels()[`${kernel}${size === 4 ? '32' : '64'}`];
  const plane = height * width;
  const count = rows * columns;
  const block = Math.min(planes, Math.max(1, Math.floor(BLOCK_BYTES / (plane * size))));
  const space = new Workspace();
  const call = space.take(64);
  const atPictures = space.take(block * plane * size);
  const atPlaces = space.take(block * count * size);
  const atOthers = space.take(block * plane * size);
  space.ready();
  const { int32 } = memory();
  const { kernel: cells, stride, pad } = window;
  int32.set([0, height, width, rows, columns, ...cells, ...stride, ...pad, atPictures, atPlaces, atOthers], call / 4);
  for (let first = 0; first < planes; first += block) {
    const last = Math.min(planes, first + block);
    int32[call / 4] = last - first;
    if (pictures) place(atPictures, pictures, first * plane, last * plane, size);
    if (places) place(atPlaces, places, first * count, last * count, size);
    run(call);
    if (results) copyOut(atPlaces, results, first * count, (last - first) * count);
    if (spread) copyOut(atOthers, spread, first * plane, (last - first) * plane);
  }
}
