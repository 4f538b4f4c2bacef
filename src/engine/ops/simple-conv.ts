/**
 * Convolution and max pooling as the lessons build them first: patches as a matrix, then a product or a maximum. Made
 * of other ops, so their derivatives come for free. Ties: every largest element gets the gradient, unlike `pooling`.
 */
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { shapeText } from '../ndarray/shape.ts';
import { defineComposite } from './define-op.ts';
import { im2col } from './im2col.ts';
import { linear } from './linear.ts';
import { max } from './max.ts';
import { reshape } from './reshape.ts';
import { uniform } from './samples.ts';
import { transpose } from './transpose.ts';
import { fourOf, type PairArg, pairOf, pictures, placesOf, windowOf } from './window.ts';

/**
 * conv2d by im2col and one matrix product: same shapes, results and errors. Source: DeZero
 * functions_conv.conv2d_simple.
 * @example
 * F.conv2dSimple(nd.ones([1, 1, 3, 3]), nd.ones([1, 1, 2, 2])).data.get(0, 0); // => [[4. 4.] [4. 4.]]
 */
export function conv2dSimple(
  x: Operand,
  W: Operand,
  b: Operand | null = null,
  stride: PairArg = 1,
  pad: PairArg = 0
): Variable {
  const [pics, kernels] = [asVariable(x), asVariable(W)];
  const [n, c, height, width] = pictures('conv2dSimple', pics.data);
  const [oc, from, kh, kw] = fourOf('conv2dSimple', 'kernels W', '(OC, C, KH, KW)', kernels.shape);
  if (c !== from)
    throw new ShapeError(
      'conv2dSimple',
      `x ${shapeText(pics.shape)} has ${c} channels but W ${shapeText(kernels.shape)} takes ${from}`,
      [pics.shape, kernels.shape]
    );
  const window = windowOf('conv2dSimple', [kh, kw], stride, pad);
  const [oh, ow] = placesOf('conv2dSimple', [height, width], window);
  const columns = im2col(pics, [kh, kw], stride, pad, true);
  const products = linear(columns, transpose(reshape(kernels, [oc, -1])), b);
  return transpose(reshape(products, [n, oh, ow, oc]), [0, 3, 1, 2]);
}

/**
 * pooling by im2col and max: same values, but every largest element gets the gradient. Source: DeZero
 * functions_conv.pooling_simple.
 * @example
 * F.poolingSimple(nd.array([[[[1, 2], [4, 3]]]]), 2).item(); // => 4
 */
export function poolingSimple(x: Operand, kernelSize: PairArg, stride: PairArg = 1, pad: PairArg = 0): Variable {
  const pics = asVariable(x);
  const [n, c, height, width] = pictures('poolingSimple', pics.data);
  const window = windowOf('poolingSimple', kernelSize, stride, pad);
  const [oh, ow] = placesOf('poolingSimple', [height, width], window);
  const columns = reshape(im2col(pics, window.kernel, stride, pad, true), [-1, window.kernel[0] * window.kernel[1]]);
  return transpose(reshape(max(columns, 1), [n, oh, ow, c]), [0, 3, 1, 2]);
}

interface SimpleAttrs {
  stride: PairArg;
  pad: PairArg;
}

defineComposite<SimpleAttrs>(
  'conv2dSimple',
  ([x = 0, W = 0, b], { stride, pad }) => conv2dSimple(x, W, b ?? null, stride, pad),
  () => [
    {
      inputs: [uniform([2, 2, 3, 3]), uniform([3, 2, 2, 2], -1, 1, 1), uniform([3], -1, 1, 2)],
      attrs: { stride: 1, pad: 0 }
    },
    { inputs: [uniform([1, 2, 5, 4]), uniform([2, 2, 3, 2], -1, 1, 1)], attrs: { stride: [2, 1], pad: [1, 0] } }
  ],
  () => [
    { inputs: [uniform([1, 2, 3, 3]), uniform([1, 3, 2, 2])], attrs: { stride: 1, pad: 0 } },
    { inputs: [uniform([1, 1, 3, 3]), uniform([2, 1, 2, 2]), uniform([3])], attrs: { stride: 1, pad: 0 } }
  ]
);
defineComposite<SimpleAttrs & { kernel: PairArg }>(
  'poolingSimple',
  ([x = 0], { kernel, stride, pad }) =>
    poolingSimple(x, pairOf('poolingSimple', 'the kernel size', kernel), stride, pad),
  () => [{ inputs: [uniform([1, 2, 4, 4])], attrs: { kernel: 2, stride: 2, pad: 0 } }]
);
