/**
 * Convolution in WebAssembly SIMD: a matrix product of the kernels with patches that are packed straight from the
 * pictures. Sums run over channels and cells in the order of plain, so float64 results equal plain's. Pictures are
 * worked off in portions that stay in the cache.
 */
import { allocateUnset, promote } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { placesOn } from '../../by-patches.ts';
import type { Window2d } from '../../pictures.ts';
import { kernels } from '../instance.ts';
import { planProduct } from '../tournament.ts';
import { copyOut, memory, Workspace } from '../workspace.ts';
import {
  type Convolution,
  floatFor,
  isShared,
  K_BLOCK,
  merged,
  panelBytes,
  portionOf,
  rowStepOf,
  runConvolution,
  runOf,
  SLACK,
  takePacked
} from './convolution.ts';
import { cellIn, type Frame, frameOf, putInFrames } from './frame.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, type RowMajor, rowMajor } from './row-major.ts';

/** null: not for these kernels. */
export function conv2d(x: NDArray, weights: NDArray, biases: NDArray | null, window: Window2d): NDArray | null {
  const [n = 0, c = 0, height = 0, width = 0] = x.shape;
  const [oc = 0] = weights.shape;
  const [oh, ow] = placesOn([height, width], window);
  const shape = [n, oc, oh, ow];
  const dtype = floatFor(x, weights, n * oc * oh * ow * (weights.size / Math.max(1, oc)));
  if (dtype === null || (biases !== null && promote(dtype, biases.dtype) !== dtype)) return null;
  const out = allocateUnset(dtype, n * oc * oh * ow) as Floats;
  const operands = [rowMajor(x), rowMajor(weights)] as const;
  const shifts = biases === null ? null : rowMajor(biases);
  const frame = frameFor(c, [height, width], window, [oh, ow]);
  return inWorkspace(() => convolve(...operands, shifts, frame, window, shape, out))
    ? NDArray.wrap(out, shape, dtype)
    : null;
}

/** The frame in which a window finds all its places. */
export function frameFor(
  channels: number,
  size: readonly [number, number],
  { kernel, stride, pad }: Window2d,
  [oh, ow]: readonly [number, number]
): Frame {
  return frameOf(channels, size, {
    top: pad[0],
    left: pad[1],
    height: (oh - 1) * stride[0] + kernel[0],
    width: (ow - 1) * stride[1] + kernel[1],
    phases: stride[1]
  });
}

/** Writes the offsets of all cells under a window, in the order of kernels (C, KH, KW). */
export function writeOffsets(frame: Frame, [kh, kw]: readonly [number, number], address: number, size: 4 | 8): void {
  const words = memory().int32;
  let at = address / 4;
  for (let c = 0; c < frame.channels; c++)
    for (let y = 0; y < kh; y++) for (let x = 0; x < kw; x++) words[at++] = cellIn(frame, c, y, x) * size;
}

function convolve(
  x: RowMajor,
  weights: RowMajor,
  biases: RowMajor | null,
  frame: Frame,
  window: Window2d,
  [n = 0, oc = 0, oh = 0, ow = 0]: readonly number[],
  out: Floats
): void {
  const size = out instanceof Float32Array ? 4 : 8;
  const { tile } = planProduct(size === 4 ? 32 : 64, oc, oh * ow, false);
  const depth = frame.channels * window.kernel[0] * window.kernel[1];
  const plane = oh * ow;
  const convolution: Convolution = {
    frame,
    grid: merged({ rows: oh, columns: ow, rowStep: rowStepOf(frame, window.stride[0]), columnOut: 1, rowOut: ow }),
    tile,
    size,
    rows: oc,
    depth,
    group: depth,
    run: runOf(plane, tile),
    plane
  };
  const picture = frame.channels * frame.size[0] * frame.size[1];
  const framed = frame.isPicture ? 0 : frame.elements;
  const portion = portionOf(n, (picture + framed + oc * plane) * size);
  const shared = isShared(n * oc * plane * depth);
  const space = new Workspace();
  const packed = takePacked(space, convolution);
  const offsets = space.take(depth * 4);
  const raw = space.take(oc * depth * size);
  const panels = space.take(panelBytes(oc, depth, tile, size));
  const shifts = biases === null ? 0 : space.take(oc * size);
  const pictures = space.take(portion * picture * size + SLACK);
  const frames = frame.isPicture ? pictures : space.take(portion * framed * size + SLACK);
  const result = space.take(portion * oc * plane * size);
  space.ready();
  writeOffsets(frame, window.kernel, offsets, size);
  place(raw, weights, 0, oc * depth, size);
  packKernels(raw, depth * size, size, oc, depth, depth, tile.rows, panels, size);
  if (biases !== null) place(shifts, biases, 0, oc, size);
  for (let first = 0; first < n; first += portion) {
    const count = Math.min(portion, n - first);
    place(pictures, x, first * picture, (first + count) * picture, size);
    if (!frame.isPicture) putInFrames(frame, pictures, frames, count, size, shared);
    const at = { frames, offsets, kernels: panels, biases: shifts, result, packed };
    runConvolution(convolution, at, count, shared);
    copyOut(result, out, first * oc * plane, count * oc * plane);
  }
}

/** Kernels as panels, K_BLOCK cells at a time within a group. Steps in bytes. */
export function packKernels(
  source: number,
  lineStep: number,
  kStep: number,
  lines: number,
  depth: number,
  group: number,
  tileRows: number,
  to: number,
  size: 4 | 8
): void {
  const pack = size === 4 ? kernels().pack32 : kernels().pack64;
  const height = Math.ceil(lines / tileRows) * tileRows;
  for (let start = 0; start < depth; start += group)
    for (let k = start; k < Math.min(start + group, depth); k += K_BLOCK) {
      const count = Math.min(K_BLOCK, Math.min(start + group, depth) - k);
      pack(source + k * kStep, lineStep, kStep, lines, count, tileRows, to + k * height * size);
    }
}
