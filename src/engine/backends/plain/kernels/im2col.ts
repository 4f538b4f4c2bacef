/**
 * Patches under a sliding window, for convolution and pooling: im2col gathers them, col2im adds them back (its
 * adjoint). (N, C, H, W) ↔ (N, C, KH, KW, OH, OW), OH = ⌊(H + 2·PH − KH) / SH⌋ + 1. Padding is 0.
 */
import { ShapeError } from '../../../core/errors.ts';
import { allocate, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { type Shape, shapeText, sizeOf } from '../../../ndarray/shape.ts';
import type { Window2d } from '../../pictures.ts';

export function im2col(x: NDArray, window: Window2d): NDArray {
  const shape = columnShape('im2col', x.shape, window);
  const out = allocate(x.dtype, sizeOf(shape));
  const from = x.elements();
  rows(x.shape, shape, window, (image, first, step, column, n) => {
    for (let i = 0; i < n; i++) out[column + i] = from[image + first + i * step] as number;
  });
  return NDArray.wrap(out, shape, x.dtype);
}

export function col2im(columns: NDArray, shape: Shape, window: Window2d): NDArray {
  const expected = columnShape('col2im', shape, window);
  if (shapeText(expected) !== shapeText(columns.shape))
    throw new ShapeError(
      'col2im',
      `expected patches of shape ${shapeText(expected)}, got ${shapeText(columns.shape)}.`,
      [columns.shape, shape]
    );
  const out: TypedArray = allocate(columns.dtype, sizeOf(shape));
  const from = columns.elements();
  rows(shape, expected, window, (image, first, step, column, n) => {
    for (let i = 0, at = image + first; i < n; i++, at += step)
      out[at] = (out[at] as number) + (from[column + i] as number);
  });
  return NDArray.wrap(out, shape, columns.dtype);
}

/** (N, C, KH, KW, OH, OW) for pictures of `shape`. */
export function columnShape(op: string, shape: Shape, window: Window2d): Shape {
  const [N, C, H, W] = shape;
  if (shape.length !== 4 || N === undefined || C === undefined || H === undefined || W === undefined)
    throw new ShapeError(op, `takes pictures of shape (N, C, H, W), but got ${shapeText(shape)}.`, [shape]);
  const { kernel, stride, pad } = window;
  const OH = Math.floor((H + 2 * pad[0] - kernel[0]) / stride[0]) + 1;
  const OW = Math.floor((W + 2 * pad[1] - kernel[1]) / stride[1]) + 1;
  if (OH < 1 || OW < 1)
    throw new ShapeError(
      op,
      `a window of ${kernel[0]} by ${kernel[1]} does not fit into ${H} by ${W} with padding ${pad[0]}, ${pad[1]}.`,
      [shape]
    );
  return [N, C, kernel[0], kernel[1], OH, OW];
}

/** Calls `row` for each run of window positions in a row that lie inside the picture. */
function rows(
  shape: Shape,
  columns: Shape,
  { stride, pad }: Window2d,
  row: (image: number, first: number, step: number, column: number, n: number) => void
): void {
  const [N, C, H, W] = shape as [number, number, number, number];
  const [, , KH, KW, OH, OW] = columns as [number, number, number, number, number, number];
  for (let plane = 0; plane < N * C; plane++)
    for (let kh = 0; kh < KH; kh++)
      for (let kw = 0; kw < KW; kw++) {
        const from = Math.max(0, Math.ceil((pad[1] - kw) / stride[1]));
        const to = Math.min(OW, Math.floor((W - 1 + pad[1] - kw) / stride[1]) + 1);
        if (to <= from) continue;
        const left = from * stride[1] + kw - pad[1];
        for (let oh = 0; oh < OH; oh++) {
          const y = oh * stride[0] + kh - pad[0];
          if (y < 0 || y >= H) continue;
          const column = (((plane * KH + kh) * KW + kw) * OH + oh) * OW + from;
          row((plane * H + y) * W, left, stride[1], column, to - from);
        }
      }
}
