/**
 * Windows that slide over pictures (N, C, H, W): arguments given as one number or a pair, and how many places a window
 * has. Shared by convolution and pooling. Not here: what happens under a window.
 */
import type { Pair, Window2d } from '../backends/pictures.ts';
import { ShapeError, ValueError } from '../core/errors.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { type Shape, shapeText } from '../ndarray/shape.ts';

/** One number for both, or [height, width]. */
export type PairArg = number | readonly number[];

/** Number of places of a window along one axis: ⌊(size + 2·pad − kernel) / stride⌋ + 1. */
export function getConvOutsize(size: number, kernel: number, stride: number, pad: number): number {
  return Math.floor((size + 2 * pad - kernel) / stride) + 1;
}

/** Length that a transposed convolution gives: stride·(size − 1) + kernel − 2·pad. */
export function getDeconvOutsize(size: number, kernel: number, stride: number, pad: number): number {
  return stride * (size - 1) + kernel - 2 * pad;
}

/** Height and width; `least` is the smallest that makes sense (1 for kernels and strides, 0 for padding). */
export function pairOf(op: string, what: string, value: PairArg, least = 1): Pair {
  const [height, width, ...more] = typeof value === 'number' ? [value, value] : value;
  const good = (one: number | undefined): one is number => Number.isInteger(one) && (one ?? -1) >= least;
  if (!good(height) || !good(width) || more.length > 0)
    throw new ValueError(
      op,
      `${what} is a whole number from ${least} or a pair of them [height, width], not ${JSON.stringify(value)}`
    );
  return [height, width];
}

export function windowOf(op: string, kernel: PairArg, stride: PairArg, pad: PairArg): Window2d {
  return {
    kernel: pairOf(op, 'the kernel size', kernel),
    stride: pairOf(op, 'the stride', stride),
    pad: pairOf(op, 'the padding', pad, 0)
  };
}

/** [N, C, H, W]; an error for anything that is no batch of pictures. */
export function pictures(op: string, x: NDArray): readonly [number, number, number, number] {
  return fourOf(op, 'pictures', '(N, C, H, W)', x.shape);
}

/** The four lengths of a shape; an error that names the axes that were expected. */
export function fourOf(
  op: string,
  what: string,
  axes: string,
  shape: Shape
): readonly [number, number, number, number] {
  const [n, c, h, w] = shape;
  if (shape.length !== 4 || n === undefined || c === undefined || h === undefined || w === undefined)
    throw new ShapeError(op, `it takes ${what} of shape ${axes}, not ${shapeText(shape)}`, [shape]);
  return [n, c, h, w];
}

/** (OH, OW) of a window on pictures of H by W; an error where it does not fit. */
export function placesOf(op: string, [height, width]: Pair, { kernel, stride, pad }: Window2d): Pair {
  const oh = getConvOutsize(height, kernel[0], stride[0], pad[0]);
  const ow = getConvOutsize(width, kernel[1], stride[1], pad[1]);
  if (oh < 1 || ow < 1)
    throw new ShapeError(
      op,
      `a kernel of ${kernel[0]} by ${kernel[1]} does not fit into pictures of ${height} by ${width} with padding ` +
        `${pad[0]}, ${pad[1]}; use a smaller kernel or more padding`,
      [[height, width], kernel]
    );
  return [oh, ow];
}
