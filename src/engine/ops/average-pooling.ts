/**
 * Average under each place of a window; padded cells count as zeros. The gradient gy / (KH·KW) goes to every cell. Both
 * are linear and each other's derivatives.
 */
import type { Pair, Window2d } from '../backends/pictures.ts';
import { ShapeError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { sameShape, shapeText } from '../ndarray/shape.ts';
import { defineOp, type Op } from './define-op.ts';
import { uniform } from './samples.ts';
import { type PairArg, pairOf, pictures, placesOf, windowOf } from './window.ts';

interface SpreadAttrs {
  window: Window2d;
  /** [H, W] of the result. */
  size: Pair;
}

const HALVES: Window2d = { kernel: [2, 2], stride: [2, 2], pad: [0, 0] };
const UNEVEN: Window2d = { kernel: [3, 2], stride: [1, 1], pad: [1, 0] };

const op: Op<1, Window2d> = defineOp<1, Window2d>('averagePooling', {
  forward: ({ be }, [x], window) => {
    const [, , height, width] = pictures('averagePooling', x);
    placesOf('averagePooling', [height, width], window);
    return be.averagePool(x, window);
  },
  backward: ({ inputs: [x], attrs: window }, gy) => [
    spread.with([gy], { window, size: pairOf('averagePooling', 'the picture', x.shape.slice(2)) })
  ],
  samples: () => [
    { inputs: [uniform([1, 2, 4, 4])], attrs: HALVES },
    { inputs: [uniform([2, 1, 4, 3])], attrs: UNEVEN }
  ],
  misfits: () => [
    { inputs: [uniform([4, 4])], attrs: HALVES },
    { inputs: [uniform([1, 1, 2, 2])], attrs: { kernel: [3, 3], stride: [1, 1], pad: [0, 0] } }
  ]
});

const spread: Op<1, SpreadAttrs> = defineOp<1, SpreadAttrs>('averagePoolingGrad', {
  label: 'AveragePoolingGrad',
  forward: ({ be }, [gy], { window, size }) => {
    const [n, c] = pictures('averagePoolingGrad', gy);
    const shape = [n, c, ...placesOf('averagePoolingGrad', size, window)];
    if (!sameShape(gy.shape, shape))
      throw new ShapeError(
        'averagePoolingGrad',
        `gradients ${shapeText(gy.shape)} do not fit results ${shapeText(shape)}`,
        [gy.shape, shape]
      );
    return be.averagePoolSpread(gy, window, size);
  },
  backward: ({ attrs }, gx) => [op.with([gx], attrs.window)],
  samples: () => [
    { inputs: [uniform([1, 2, 2, 2])], attrs: { window: HALVES, size: [4, 4] } },
    { inputs: [uniform([2, 1, 4, 2])], attrs: { window: UNEVEN, size: [4, 3] } }
  ],
  misfits: () => [{ inputs: [uniform([1, 2, 3, 2])], attrs: { window: HALVES, size: [4, 4] } }]
});

/**
 * Average under each place of a window that slides over x (N, C, H, W); padded cells count as zeros. The gradient gy /
 * (KH·KW) goes to every cell. ShapeError where the window does not fit. Source: DeZero functions_conv.average_pooling.
 * @example
 * F.averagePooling(nd.arange(4).reshape(1, 1, 2, 2).astype('float64'), 2).item(); // => 1.5
 */
export function averagePooling(x: Operand, kernelSize: PairArg, stride: PairArg = 1, pad: PairArg = 0): Variable {
  return op.with([x], windowOf('averagePooling', kernelSize, stride, pad));
}
