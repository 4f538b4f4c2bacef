/**
 * im2col lays out the patch under every place of a window, so that convolution and pooling become matrix products and
 * reductions: (N, C, H, W) to a matrix (N·OH·OW, C·KH·KW) or to (N, C, KH, KW, OH, OW). col2im adds patches back to
 * where they came from. Each is the other's gradient.
 */
import type { Window2d } from '../backends/pictures.ts';
import { ShapeError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { type Shape, shapeText, sizeOf } from '../ndarray/shape.ts';
import { defineOp, type Op } from './define-op.ts';
import { uniform } from './samples.ts';
import { fourOf, type PairArg, pictures, placesOf, windowOf } from './window.ts';

interface Im2colAttrs extends Window2d {
  toMatrix: boolean;
}
interface Col2imAttrs extends Im2colAttrs {
  shape: Shape;
}

const SQUARE: Im2colAttrs = { kernel: [2, 2], stride: [1, 1], pad: [0, 0], toMatrix: true };
const UNEVEN: Im2colAttrs = { kernel: [3, 2], stride: [2, 1], pad: [1, 0], toMatrix: false };

const gather: Op<1, Im2colAttrs> = defineOp<1, Im2colAttrs>('im2col', {
  forward: ({ be }, [x], attrs) => {
    const [, , height, width] = pictures('im2col', x);
    placesOf('im2col', [height, width], attrs);
    const patches = be.im2col(x, attrs);
    return attrs.toMatrix ? asMatrix(patches) : patches;
  },
  backward: ({ inputs: [x], attrs }, gy) => [scatter.with([gy], { ...attrs, shape: x.shape })],
  samples: () => [
    { inputs: [uniform([1, 2, 3, 3])], attrs: SQUARE },
    { inputs: [uniform([2, 1, 4, 3])], attrs: UNEVEN }
  ],
  misfits: () => [
    { inputs: [uniform([3, 3])], attrs: SQUARE },
    { inputs: [uniform([1, 1, 1, 3])], attrs: SQUARE }
  ]
});

const scatter: Op<1, Col2imAttrs> = defineOp<1, Col2imAttrs>('col2im', {
  forward: ({ be }, [columns], attrs) => {
    const shape = patchShape(attrs.shape, attrs);
    if (columns.size !== sizeOf(shape))
      throw new ShapeError(
        'col2im',
        `patches ${shapeText(columns.shape)} do not fit pictures ${shapeText(attrs.shape)}, which have ` +
          `${shapeText(shape)} of them`,
        [columns.shape, attrs.shape]
      );
    return be.col2im(attrs.toMatrix ? fromMatrix(columns, shape) : columns.reshape(shape), attrs.shape, attrs);
  },
  backward: ({ attrs }, gy) => [gather.with([gy], attrs)],
  samples: () => [
    { inputs: [uniform([4, 8])], attrs: { ...SQUARE, shape: [1, 2, 3, 3] } },
    { inputs: [uniform([2, 1, 3, 2, 2, 2])], attrs: { ...UNEVEN, shape: [2, 1, 4, 3] } }
  ],
  misfits: () => [{ inputs: [uniform([4, 7])], attrs: { ...SQUARE, shape: [1, 2, 3, 3] } }]
});

/**
 * The patch under every place of a window: x (N, C, H, W) to a matrix (N·OH·OW, C·KH·KW), or to (N, C, KH, KW, OH, OW)
 * without `toMatrix`. ShapeError where the window does not fit. Source: DeZero functions_conv.im2col.
 * @example
 * F.im2col(nd.arange(4).reshape(1, 1, 2, 2), [1, 2]); // => variable([[0 1] [2 3]])
 */
export function im2col(
  x: Operand,
  kernelSize: PairArg,
  stride: PairArg = 1,
  pad: PairArg = 0,
  toMatrix = true
): Variable {
  return gather.with([x], { ...windowOf('im2col', kernelSize, stride, pad), toMatrix });
}

/**
 * Adds patches back to where they came from, overlapping ones up: the adjoint of im2col. ShapeError where they do not
 * belong to pictures of `inputShape`. Source: DeZero functions_conv.col2im.
 * @example
 * F.col2im(nd.ones([2, 2]), [1, 1, 2, 2], [1, 2]).data.get(0, 0); // => [[1. 1.] [1. 1.]]
 */
export function col2im(
  x: Operand,
  inputShape: Shape,
  kernelSize: PairArg,
  stride: PairArg = 1,
  pad: PairArg = 0,
  toMatrix = true
): Variable {
  return scatter.with([x], { ...windowOf('col2im', kernelSize, stride, pad), toMatrix, shape: inputShape });
}

function patchShape(shape: Shape, window: Window2d): Shape {
  const [n, c, height, width] = fourOf('col2im', 'an input shape', '(N, C, H, W)', shape);
  return [n, c, ...window.kernel, ...placesOf('col2im', [height, width], window)];
}

/** One row per place, one column per element under the window. */
function asMatrix(patches: NDArray): NDArray {
  const [n = 1, c = 1, kh = 1, kw = 1, oh = 1, ow = 1] = patches.shape;
  return patches.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, c * kh * kw);
}

function fromMatrix(matrix: NDArray, [n = 1, c = 1, kh = 1, kw = 1, oh = 1, ow = 1]: Shape): NDArray {
  return matrix.reshape(n, oh, ow, c, kh, kw).transpose(0, 3, 4, 5, 1, 2);
}
