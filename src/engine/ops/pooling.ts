/**
 * Max pooling: the largest element under each place of a window; padding counts as 0. The gradient goes to the first
 * largest element in row-major order; where padding won, it is dropped. Which element won does not change with small
 * changes, so picking and putting back are linear and each other's derivatives: any order works. Winners are looked up
 * again in x, which is faster than keeping a list of them.
 */
import type { Window2d } from '../backends/pictures.ts';
import { ShapeError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { sameShape, shapeText } from '../ndarray/shape.ts';
import { defineOp, type Op } from './define-op.ts';
import { uniform } from './samples.ts';
import { type PairArg, pictures, placesOf, windowOf } from './window.ts';

/** The pictures in which winners are looked up. */
interface WinnerAttrs {
  x: NDArray;
  window: Window2d;
}

const HALVES: Window2d = { kernel: [2, 2], stride: [2, 2], pad: [0, 0] };
const UNEVEN: Window2d = { kernel: [3, 2], stride: [1, 1], pad: [1, 0] };

const op: Op<1, Window2d> = defineOp<1, Window2d>('pooling', {
  forward: ({ be }, [x], window) => {
    const [, , height, width] = pictures('pooling', x);
    placesOf('pooling', [height, width], window);
    return be.maxPool(x, window);
  },
  backward: ({ inputs: [x], attrs }, gy) => [putBack.with([gy], { x: x.data, window: attrs })],
  samples: () => [
    { inputs: [uniform([1, 2, 4, 4])], attrs: HALVES },
    { inputs: [uniform([2, 1, 4, 3], -1, 2)], attrs: UNEVEN }
  ],
  misfits: () => [
    { inputs: [uniform([4, 4])], attrs: HALVES },
    { inputs: [uniform([1, 1, 2, 2])], attrs: { kernel: [3, 3], stride: [1, 1], pad: [0, 0] } }
  ]
});

const SAMPLES: readonly WinnerAttrs[] = [
  { x: uniform([1, 1, 4, 4]), window: HALVES },
  { x: uniform([2, 1, 4, 3], -1, 2), window: UNEVEN }
];

const putBack: Op<1, WinnerAttrs> = defineOp<1, WinnerAttrs>('poolingGrad', {
  label: 'Pooling2DGrad',
  forward: ({ be }, [gy], { x, window }) => {
    const [n, c, height, width] = pictures('poolingGrad', x);
    const shape = [n, c, ...placesOf('poolingGrad', [height, width], window)];
    if (!sameShape(gy.shape, shape))
      throw new ShapeError('poolingGrad', `gradients ${shapeText(gy.shape)} do not fit results ${shapeText(shape)}`, [
        gy.shape,
        shape
      ]);
    return be.maxPoolSpread(gy, x, window);
  },
  backward: ({ attrs }, gx) => [pick.with([gx], attrs)],
  samples: () => SAMPLES.map((attrs, i) => ({ inputs: [uniform(i === 0 ? [1, 1, 2, 2] : [2, 1, 4, 2])], attrs })),
  misfits: () => SAMPLES.map((attrs) => ({ inputs: [uniform([1, 1, 3, 2])], attrs }))
});

const pick: Op<1, WinnerAttrs> = defineOp<1, WinnerAttrs>('poolingPick', {
  label: 'Pooling2DWithIndexes',
  forward: ({ be }, [values], { x, window }) => {
    if (!sameShape(values.shape, x.shape))
      throw new ShapeError('poolingPick', `${shapeText(values.shape)} are not the pictures ${shapeText(x.shape)}`, [
        values.shape,
        x.shape
      ]);
    return be.maxPoolPick(values, x, window);
  },
  backward: ({ attrs }, gy) => [putBack.with([gy], attrs)],
  samples: () => SAMPLES.map((attrs) => ({ inputs: [uniform(attrs.x.shape)], attrs })),
  misfits: () => SAMPLES.map((attrs) => ({ inputs: [uniform([1, 1, 3, 4])], attrs }))
});

/**
 * The largest element under each place of a window that slides over x (N, C, H, W); padding counts as 0. The gradient
 * goes to the first largest element. ShapeError where the window does not fit. Source: DeZero functions_conv.pooling.
 * @example
 * F.pooling(nd.array([[[[1, 2], [4, 3]]]]), 2).item(); // => 4
 */
export function pooling(x: Operand, kernelSize: PairArg, stride: PairArg = 1, pad: PairArg = 0): Variable {
  return op.with([x], windowOf('pooling', kernelSize, stride, pad));
}
