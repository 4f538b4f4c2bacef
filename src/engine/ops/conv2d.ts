/**
 * Convolution of pictures x (N, C, H, W) with kernels W (OC, C, KH, KW): conv2d, its transposed form deconv2d, and the
 * gradient by the kernels. All three are linear in each input, and each one's derivatives are the two others, which is
 * why they share a file and why any order of derivative works.
 */
import type { Pair, Window2d } from '../backends/pictures.ts';
import { ShapeError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { promote } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { defineOp, type Op } from './define-op.ts';
import { uniform } from './samples.ts';
import { sum } from './sum.ts';
import { fourOf, getConvOutsize, getDeconvOutsize, type PairArg, pairOf, pictures, placesOf } from './window.ts';

interface ConvAttrs {
  stride: Pair;
  pad: Pair;
}
interface DeconvAttrs extends ConvAttrs {
  /** [H, W] of the result; null: the smallest that the input can come from. */
  outSize: Pair | null;
}
interface KernelAttrs extends ConvAttrs {
  kernel: Pair;
}

const ONE: ConvAttrs = { stride: [1, 1], pad: [0, 0] };
const UNEVEN: ConvAttrs = { stride: [2, 1], pad: [1, 0] };
const weights = (...shape: number[]): NDArray => uniform(shape, -1, 1, 1);
const biases = (length: number): NDArray => uniform([length], -1, 1, 2);

const conv: Op<number, ConvAttrs> = defineOp<number, ConvAttrs>('conv2d', {
  forward: ({ be }, [x, W, b], attrs) => {
    const [pics, kernels] = given('conv2d', x, W);
    const [, c, height, width] = pictures('conv2d', pics);
    const [oc, from, kh, kw] = fourOf('conv2d', 'kernels W', '(OC, C, KH, KW)', kernels.shape);
    if (c !== from) throw channels('conv2d', pics, kernels, c, from, 'second');
    const window: Window2d = { ...attrs, kernel: [kh, kw] };
    placesOf('conv2d', [height, width], window);
    return be.conv2d(pics, kernels, b === undefined ? null : biasOf('conv2d', b, oc), window);
  },
  backward: (call, gy) => {
    const { attrs } = call;
    const [x, W, b] = call.inputs;
    if (x === undefined || W === undefined) return [];
    const outSize = pairOf('conv2d', 'the picture', x.shape.slice(2));
    const gx = call.needs(0) ? deconv.with([gy, W], { ...attrs, outSize }) : null;
    const gW = call.needs(1)
      ? byKernel.with([x, gy], { ...attrs, kernel: pairOf('conv2d', 'W', W.shape.slice(2)) })
      : null;
    return b === undefined ? [gx, gW] : [gx, gW, call.needs(2) ? sum(gy, [0, 2, 3]) : null];
  },
  samples: () => [
    { inputs: [uniform([2, 2, 3, 3]), weights(3, 2, 2, 2), biases(3)], attrs: ONE },
    { inputs: [uniform([1, 2, 5, 4]), weights(2, 2, 3, 2)], attrs: UNEVEN },
    { inputs: [uniform([2, 2, 2, 2]), weights(2, 2, 1, 1), biases(2)], attrs: ONE }
  ],
  misfits: () => [
    { inputs: [uniform([1, 2, 3, 3]), weights(1, 3, 2, 2)], attrs: ONE },
    { inputs: [uniform([2, 3, 3]), weights(1, 2, 2, 2)], attrs: ONE },
    { inputs: [uniform([1, 2, 3, 3]), weights(2, 2)], attrs: ONE },
    { inputs: [uniform([1, 1, 2, 2]), weights(1, 1, 3, 3)], attrs: ONE },
    { inputs: [uniform([1, 1, 3, 3]), weights(2, 1, 2, 2), biases(3)], attrs: ONE }
  ]
});

const deconv: Op<number, DeconvAttrs> = defineOp<number, DeconvAttrs>('deconv2d', {
  forward: ({ be }, [x, W, b], { outSize, ...attrs }) => {
    const [pics, kernels] = given('deconv2d', x, W);
    const [, c, height, width] = pictures('deconv2d', pics);
    const [to, oc, kh, kw] = fourOf('deconv2d', 'kernels W', '(C, OC, KH, KW)', kernels.shape);
    if (c !== to) throw channels('deconv2d', pics, kernels, c, to, 'first');
    const window: Window2d = { ...attrs, kernel: [kh, kw] };
    const y = be.spread2d(pics, kernels, window, sizeFrom([height, width], window, outSize));
    if (b === undefined) return y;
    const biases = biasOf('deconv2d', b, oc).reshape(1, oc, 1, 1);
    if (promote(y.dtype, b.dtype) !== y.dtype) return be.binary('add', y, biases);
    be.binaryInto('add', y, biases);
    return y;
  },
  backward: (call, gy) => {
    const { stride, pad } = call.attrs;
    const [x, W, b] = call.inputs;
    if (x === undefined || W === undefined) return [];
    const gx = call.needs(0) ? conv.with([gy, W], { stride, pad }) : null;
    const kernel = pairOf('deconv2d', 'W', W.shape.slice(2));
    const gW = call.needs(1) ? byKernel.with([gy, x], { stride, pad, kernel }) : null;
    return b === undefined ? [gx, gW] : [gx, gW, call.needs(2) ? sum(gy, [0, 2, 3]) : null];
  },
  samples: () => [
    { inputs: [uniform([2, 2, 2, 2]), weights(2, 3, 2, 2), biases(3)], attrs: { ...ONE, outSize: null } },
    { inputs: [uniform([1, 1, 2, 3]), weights(1, 2, 3, 2)], attrs: { ...UNEVEN, outSize: [4, 4] } }
  ],
  misfits: () => [
    { inputs: [uniform([1, 2, 3, 3]), weights(3, 1, 2, 2)], attrs: { ...ONE, outSize: null } },
    { inputs: [uniform([1, 1, 2, 2]), weights(1, 1, 2, 2)], attrs: { ...ONE, outSize: [5, 5] } },
    { inputs: [uniform([1, 1, 2, 2]), weights(1, 2, 2, 2), biases(3)], attrs: { ...ONE, outSize: null } }
  ]
});

const byKernel: Op<2, KernelAttrs> = defineOp<2, KernelAttrs>('conv2dGradW', {
  label: 'Conv2DGradW',
  forward: ({ be }, [x, gy], attrs) => {
    const [n, , height, width] = pictures('conv2dGradW', x);
    const [count, , oh, ow] = fourOf('conv2dGradW', 'gradients', '(N, OC, OH, OW)', gy.shape);
    const places = placesOf('conv2dGradW', [height, width], attrs);
    if (n !== count || oh !== places[0] || ow !== places[1])
      throw new ShapeError(
        'conv2dGradW',
        `gradients ${shapeText(gy.shape)} do not fit pictures ${shapeText(x.shape)}, whose convolution has ` +
          `${n} pictures of ${places[0]} by ${places[1]}`,
        [x.shape, gy.shape]
      );
    return be.kernelGradient2d(x, gy, attrs);
  },
  backward: (call, gW) => {
    const { stride, pad } = call.attrs;
    const [x, gy] = call.inputs;
    const outSize = pairOf('conv2dGradW', 'x', x.shape.slice(2));
    return [
      call.needs(0) ? deconv.with([gy, gW], { stride, pad, outSize }) : null,
      call.needs(1) ? conv.with([x, gW], { stride, pad }) : null
    ];
  },
  samples: () => [
    { inputs: [uniform([2, 2, 3, 3]), weights(2, 3, 2, 2)], attrs: { ...ONE, kernel: [2, 2] } },
    { inputs: [uniform([1, 2, 5, 4]), weights(1, 2, 3, 3)], attrs: { ...UNEVEN, kernel: [3, 2] } }
  ],
  misfits: () => [{ inputs: [uniform([1, 1, 3, 3]), weights(1, 1, 3, 3)], attrs: { ...ONE, kernel: [2, 2] } }]
});

/**
 * y[n, o] = Σ_c x[n, c] ⋆ W[o, c] + b[o]: x (N, C, H, W), W (OC, C, KH, KW), b (OC) to (N, OC, OH, OW), where OH = ⌊(H
 * + 2·pad - KH) / stride⌋ + 1. Stride and padding are one number or [height, width]. ShapeError where channels differ
 * or the kernel does not fit. Source: DeZero functions_conv.conv2d.
 * @example
 * F.conv2d(nd.ones([1, 1, 3, 3]), nd.ones([1, 1, 2, 2])).data.get(0, 0); // => [[4. 4.] [4. 4.]]
 * F.conv2d(nd.ones([1, 2, 3, 3]), nd.ones([1, 1, 2, 2])); // throws ShapeError: conv2d
 */
export function conv2d(
  x: Operand,
  W: Operand,
  b: Operand | null = null,
  stride: PairArg = 1,
  pad: PairArg = 0
): Variable {
  return conv.with(b === null ? [x, W] : [x, W, b], attrsOf('conv2d', stride, pad));
}

/**
 * The adjoint of conv2d as a function of its own: x (N, C, H, W), W (C, OC, KH, KW) to (N, OC, OH, OW), where OH =
 * stride·(H - 1) + KH - 2·pad unless `outSize` says otherwise (it must lead back to H). ShapeError where they do not
 * fit. Source: DeZero functions_conv.deconv2d.
 * @example
 * F.deconv2d(nd.ones([1, 1, 2, 2]), nd.ones([1, 1, 2, 2])).data.get(0, 0); // => [[1. 2. 1.] [2. 4. 2.] [1. 2. 1.]]
 */
export function deconv2d(
  x: Operand,
  W: Operand,
  b: Operand | null = null,
  stride: PairArg = 1,
  pad: PairArg = 0,
  outSize: PairArg | null = null
): Variable {
  const size = outSize === null ? null : pairOf('deconv2d', 'the output size', outSize);
  return deconv.with(b === null ? [x, W] : [x, W, b], { ...attrsOf('deconv2d', stride, pad), outSize: size });
}

function attrsOf(op: string, stride: PairArg, pad: PairArg): ConvAttrs {
  return { stride: pairOf(op, 'the stride', stride), pad: pairOf(op, 'the padding', pad, 0) };
}

function given(op: string, x: NDArray | undefined, W: NDArray | undefined): [NDArray, NDArray] {
  if (x === undefined || W === undefined) throw new ShapeError(op, 'it takes x, W and perhaps b');
  return [x, W];
}

function channels(op: string, x: NDArray, W: NDArray, has: number, takes: number, axis: string): ShapeError {
  return new ShapeError(
    op,
    `x ${shapeText(x.shape)} has ${has} channels but W ${shapeText(W.shape)} takes ${takes}: the second axis of x and ` +
      `the ${axis} of W must be equally long`,
    [x.shape, W.shape]
  );
}

function biasOf(op: string, b: NDArray, channelCount: number): NDArray {
  if (b.ndim !== 1 || b.size !== channelCount)
    throw new ShapeError(op, `the bias ${shapeText(b.shape)} needs one number per output channel: (${channelCount},)`, [
      b.shape
    ]);
  return b;
}

/** The size of deconv2d's result; one that is asked for must lead back to the input's. */
function sizeFrom(input: Pair, window: Window2d, asked: Pair | null): Pair {
  const { kernel, stride, pad } = window;
  const size = (axis: 0 | 1): number =>
    asked?.[axis] ?? getDeconvOutsize(input[axis], kernel[axis], stride[axis], pad[axis]);
  const result: Pair = [size(0), size(1)];
  const back = ([0, 1] as const).map((axis) => getConvOutsize(result[axis], kernel[axis], stride[axis], pad[axis]));
  if (Math.min(...result) < 1 || back[0] !== input[0] || back[1] !== input[1])
    throw new ShapeError(
      'deconv2d',
      `pictures of ${input[0]} by ${input[1]} cannot come from ${result[0]} by ${result[1]} (kernel ${kernel.join(' by ')}, ` +
        `stride ${stride.join(', ')}, padding ${pad.join(', ')}): a convolution of those gives ${back.join(' by ')}`,
      [input, result]
    );
  return result;
}
