/**
 * The adjoint of a convolution by the kernels, in WebAssembly SIMD: for each picture the matrix product of its gradients
 * with its patches, over all places of the window. Pictures are added up one after the other, as plain does, so float64
 * results equal plain's. In float32, few cells are not enough work to share, so a fixed number of groups of pictures are
 * added up side by side, whatever the number of threads.
 */
import { allocateUnset } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { Window2d } from '../../pictures.ts';
import { MOST_CHUNKS } from '../control.ts';
import { jobPlaces, runJob } from '../jobs.ts';
import { planProduct } from '../tournament.ts';
import { copyOut, memory, Workspace } from '../workspace.ts';
import { floatFor, isShared, K_BLOCK, merged, portionOf, rowStepOf, SLACK, SPARE } from './convolution.ts';
import { frameFor, writeOffsets } from './conv2d.ts';
import { type Frame, putInFrames } from './frame.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, type RowMajor, rowMajor } from './row-major.ts';

/** Columns of a chunk at most: each chunk packs all gradients again. */
const MOST_COLUMNS = 480;
const LEAST_COLUMNS = 32;
/** Chunks of one group, below which groups of pictures share the work. */
const ENOUGH_CHUNKS = 4;
const GROUPS = 8;

/** null: not for these kernels. */
export function kernelGradient2d(x: NDArray, gy: NDArray, window: Window2d): NDArray | null {
  const [n = 0, c = 0, height = 0, width = 0] = x.shape;
  const [, oc = 0, oh = 0, ow = 0] = gy.shape;
  const cells = c * window.kernel[0] * window.kernel[1];
  const dtype = floatFor(x, gy, gy.size * cells);
  if (dtype === null) return null;
  const out = allocateUnset(dtype, oc * cells) as Floats;
  const frame = frameFor(c, [height, width], window, [oh, ow]);
  const operands = [rowMajor(x), rowMajor(gy), [n, oc, oh, ow]] as const;
  return inWorkspace(() => gradient(...operands, frame, window, out))
    ? NDArray.wrap(out, [oc, c, ...window.kernel], dtype)
    : null;
}

function gradient(
  x: RowMajor,
  gy: RowMajor,
  [n = 0, oc = 0, oh = 0, ow = 0]: readonly number[],
  frame: Frame,
  { kernel, stride }: Window2d,
  out: Floats
): void {
  const size = out instanceof Float32Array ? 4 : 8;
  const cells = frame.channels * kernel[0] * kernel[1];
  const { tile } = planProduct(size === 4 ? 32 : 64, oc, cells, false);
  const grid = merged({ rows: oh, columns: ow, rowStep: rowStepOf(frame, stride[0]), columnOut: 1, rowOut: ow });
  const picture = frame.channels * frame.size[0] * frame.size[1];
  const gradients = oc * oh * ow;
  const framed = frame.isPicture ? 0 : frame.elements;
  const portion = portionOf(n, (picture + framed + gradients) * size);
  // How columns are cut does not change a bit.
  const shared = isShared(n * gradients * cells);
  const forThreads = shared ? Math.min(ENOUGH_CHUNKS, Math.floor(cells / LEAST_COLUMNS)) : 1;
  const runs = Math.min(Math.max(Math.ceil(cells / MOST_COLUMNS), size === 8 ? forThreads : 1), MOST_CHUNKS);
  const run = Math.ceil(cells / runs / tile.columns) * tile.columns;
  const groups = size === 8 || runs >= ENOUGH_CHUNKS ? 1 : Math.min(GROUPS, portion);
  const perGroup = Math.ceil(portion / groups);
  const columns = run + tile.columns;
  const packedBytes = multiple(
    SPARE + (oc + tile.rows + columns) * K_BLOCK * size + SLACK + oc * run * size + SLACK,
    64
  );
  const space = new Workspace();
  const packed = space.take(packedBytes * jobPlaces());
  const offsets = space.take(cells * 4);
  const pictures = space.take(portion * picture * size + SLACK);
  const frames = frame.isPicture ? pictures : space.take(portion * framed * size + SLACK);
  const given = space.take(portion * gradients * size);
  const result = space.take(groups * oc * cells * size);
  space.ready();
  writeOffsets(frame, kernel, offsets, size);
  for (let first = 0; first < n; first += portion) {
    const count = Math.min(portion, n - first);
    place(pictures, x, first * picture, (first + count) * picture, size);
    place(given, gy, first * gradients, (first + count) * gradients, size);
    if (!frame.isPicture) putInFrames(frame, pictures, frames, count, size, shared);
    const words = [
      ...[frames, frame.elements * size],
      ...[offsets, cells],
      ...[oh * ow, grid.columns, grid.rowStep * size],
      ...[given, gradients * size, oc],
      ...[result, oc * cells * size],
      ...[count, perGroup],
      ...[run, runs, tile.shape, tile.rows, tile.columns],
      ...[packed, packedBytes],
      first === 0 ? 0 : 1
    ];
    runJob(size === 4 ? 'kernelGradient32' : 'kernelGradient64', Math.ceil(count / perGroup) * runs, words, shared);
  }
  addGroups(result, Math.ceil(portion / perGroup), oc * cells, size);
  copyOut(result, out, 0, oc * cells);
}

/** Adds the sums of all groups to the first, in order. */
function addGroups(address: number, groups: number, length: number, size: 4 | 8): void {
  const elements = size === 4 ? memory().float32 : memory().float64;
  const first = address / size;
  for (let group = 1; group < groups; group++) {
    const from = first + group * length;
    for (let i = 0; i < length; i++)
      elements[first + i] = (elements[first + i] as number) + (elements[from + i] as number);
  }
}

function multiple(value: number, of: number): number {
  return Math.ceil(value / of) * of;
}
