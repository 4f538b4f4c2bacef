/**
 * The adjoint of a convolution by the pictures, in WebAssembly SIMD: for a stride of 1 a convolution with the kernels
 * turned round. For larger strides the result's rows and columns are sorted by their remainder to the stride: each such
 * class meets its own cells of the kernels, and is a convolution with these. Float64 adds the channels of each cell on
 * their own, as plain does, so results equal plain's; float32 adds everything in one go, which is faster.
 */
import { allocateUnset } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { Pair, Window2d } from '../../pictures.ts';
import { kernels } from '../instance.ts';
import { planProduct, type Tile } from '../tournament.ts';
import { copyOut, memory, Workspace } from '../workspace.ts';
import {
  type Convolution,
  floatFor,
  isShared,
  merged,
  panelBytes,
  portionOf,
  rowStepOf,
  runConvolution,
  runOf,
  SLACK,
  takePacked
} from './convolution.ts';
import { packKernels } from './conv2d.ts';
import { cellIn, type Frame, frameOf, putInFrames } from './frame.ts';
import { inWorkspace } from './in-workspace.ts';
import { type Floats, place, type RowMajor, rowMajor } from './row-major.ts';

/** A cell of the kernel, and how far below and right of an element of the result it finds its gradient. */
interface Tap {
  readonly cell: number;
  readonly down: number;
  readonly right: number;
}

/** Elements of the result whose row and column have the same remainders. */
interface Class {
  readonly rows: number;
  readonly columns: number;
  /** Of its first element in a plane of the result. */
  readonly first: number;
  readonly taps: readonly Tap[];
}

/** null: not for these kernels. */
export function spread2d(x: NDArray, weights: NDArray, window: Window2d, size: Pair): NDArray | null {
  const [n = 0, oc = 0, oh = 0, ow = 0] = x.shape;
  const [, c = 0] = weights.shape;
  const dtype = floatFor(x, weights, n * oh * ow * weights.size);
  if (dtype === null) return null;
  const out = allocateUnset(dtype, n * c * size[0] * size[1]) as Floats;
  const operands = [rowMajor(x), [n, oc, oh, ow], rowMajor(weights), c] as const;
  return inWorkspace(() => spread(...operands, window, size, out)) ? NDArray.wrap(out, [n, c, ...size], dtype) : null;
}

function spread(
  x: RowMajor,
  [n = 0, oc = 0, oh = 0, ow = 0]: readonly number[],
  weights: RowMajor,
  c: number,
  window: Window2d,
  size: Pair,
  out: Floats
): void {
  const bytes = out instanceof Float32Array ? 4 : 8;
  const { tile } = planProduct(bytes === 4 ? 32 : 64, c, size[0] * size[1], false);
  const classes = classesOf(window, size);
  const frame = frameFor(oc, [oh, ow], classes);
  const plane = size[0] * size[1];
  const cells = window.kernel[0] * window.kernel[1];
  const convolutions = classes.map((one) => convolutionOf(one, frame, window, size, c, tile, bytes));
  const picture = oc * oh * ow;
  const portion = portionOf(n, (picture + (frame.isPicture ? 0 : frame.elements) + c * plane) * bytes);
  const shared = isShared(n * picture * c * cells);
  const space = new Workspace();
  const packed = takePacked(space, ...convolutions);
  const raw = space.take(oc * c * cells * bytes);
  const picks = space.take(cells * 4);
  const turned = space.take(oc * c * cells * bytes);
  const parts = convolutions.map((convolution) => ({
    convolution,
    offsets: space.take(convolution.depth * 4),
    kernels: space.take(panelBytes(c, convolution.depth, tile, bytes))
  }));
  const pictures = space.take(portion * picture * bytes + SLACK);
  const frames = frame.isPicture ? pictures : space.take(portion * frame.elements * bytes + SLACK);
  const result = space.take(portion * c * plane * bytes);
  space.ready();
  const turnKernels = bytes === 4 ? kernels().turnKernels32 : kernels().turnKernels64;
  place(raw, weights, 0, oc * c * cells, bytes);
  parts.forEach(({ convolution, offsets, kernels: panels }, i) => {
    const { taps } = classes[i] as Class;
    const { depth, group } = convolution;
    writeOffsets(frame, taps, offsets, bytes);
    memory().int32.set(
      taps.map(({ cell }) => cell),
      picks / 4
    );
    turnKernels(raw, oc, c, cells, picks, taps.length, turned);
    packKernels(turned, bytes, c * bytes, c, depth, group, tile.rows, panels, bytes);
  });
  const untouched = classes.some(({ taps }) => taps.length === 0);
  for (let start = 0; start < n; start += portion) {
    const count = Math.min(portion, n - start);
    place(pictures, x, start * picture, (start + count) * picture, bytes);
    if (!frame.isPicture) putInFrames(frame, pictures, frames, count, bytes, shared);
    if (untouched) memory().float32.fill(0, result / 4, (result + count * c * plane * bytes) / 4);
    parts.forEach(({ convolution, offsets, kernels: panels }, i) => {
      const { first, taps } = classes[i] as Class;
      if (taps.length === 0) return;
      const at = { frames, offsets, kernels: panels, biases: 0, result: result + first * bytes, packed };
      runConvolution(convolution, at, count, shared);
    });
    copyOut(result, out, start * c * plane, count * c * plane);
  }
}

function classesOf({ kernel, stride, pad }: Window2d, [height, width]: Pair): Class[] {
  const classes: Class[] = [];
  for (let y = 0; y < Math.min(stride[0], height); y++)
    for (let x = 0; x < Math.min(stride[1], width); x++) {
      const taps: Tap[] = [];
      for (let kh = 0; kh < kernel[0]; kh++)
        for (let kw = 0; kw < kernel[1]; kw++) {
          const down = (y + pad[0] - kh) / stride[0];
          const right = (x + pad[1] - kw) / stride[1];
          if (Number.isInteger(down) && Number.isInteger(right)) taps.push({ cell: kh * kernel[1] + kw, down, right });
        }
      classes.push({
        rows: Math.ceil((height - y) / stride[0]),
        columns: Math.ceil((width - x) / stride[1]),
        first: y * width + x,
        taps
      });
    }
  return classes;
}

/** The frame in which the taps of all classes find their gradients. */
function frameFor(channels: number, size: Pair, classes: readonly Class[]): Frame {
  const reach = { top: 0, left: 0, height: 1, width: 1 };
  for (const { taps } of classes)
    for (const { down, right } of taps) {
      reach.top = Math.max(reach.top, -down);
      reach.left = Math.max(reach.left, -right);
    }
  for (const { rows, columns, taps } of classes)
    for (const { down, right } of taps) {
      reach.height = Math.max(reach.height, reach.top + down + rows);
      reach.width = Math.max(reach.width, reach.left + right + columns);
    }
  return frameOf(channels, size, { ...reach, phases: 1 });
}

function convolutionOf(
  { rows, columns, taps }: Class,
  frame: Frame,
  { stride }: Window2d,
  [height, width]: Pair,
  c: number,
  tile: Tile,
  size: 4 | 8
): Convolution {
  const depth = taps.length * frame.channels;
  const grid = { rows, columns, rowStep: rowStepOf(frame, 1), columnOut: stride[1], rowOut: stride[0] * width };
  return {
    ...{ frame, grid: merged(grid), tile, size, rows: c, depth, plane: height * width },
    group: size === 8 ? frame.channels : Math.max(1, depth),
    run: runOf(rows * columns, tile)
  };
}

function writeOffsets(frame: Frame, taps: readonly Tap[], address: number, size: 4 | 8): void {
  const words = memory().int32;
  const { top, left } = frame.reach;
  let at = address / 4;
  for (const { down, right } of taps)
    for (let c = 0; c < frame.channels; c++) words[at++] = cellIn(frame, c, top + down, left + right) * size;
}
