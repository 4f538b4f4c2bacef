/** y = x W + b, the step from one layer of a network to the next; b may be left out. */
import type { Operand } from '../core/operators.ts';
import { ShapeError } from '../core/errors.ts';
import type { Variable } from '../core/variable.ts';
import { resultType } from '../ndarray/dtype.ts';
import { type Shape, shapeText } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { leftGradient, productGradients, rightGradient } from './matmul.ts';
import { plainSamples, uniform } from './samples.ts';
import { sumTo } from './sum-to.ts';

const op = defineOp<number>('linear', {
  forward: ({ be }, [x, W, b]) => {
    if (x === undefined || W === undefined) throw new ShapeError('linear', 'it takes x, W and perhaps b');
    if (x.ndim === 0 || W.ndim !== 2 || x.shape.at(-1) !== W.shape[0])
      throw new ShapeError(
        'linear',
        `x ${shapeText(x.shape)} does not fit W ${shapeText(W.shape)}: the last axis of x must be as long as the ` +
          'first of W, and W has two axes',
        [x.shape, W.shape]
      );
    const product = be.matmul(x, W);
    if (b === undefined) return product;
    if (fitsInto(b.shape, product.shape) && resultType(product, b) === product.dtype) {
      be.binaryInto('add', product, b);
      return product;
    }
    const y = be.binary('add', product, b);
    if (y.ndim !== product.ndim || y.size !== product.size)
      throw new ShapeError(
        'linear',
        `the bias ${shapeText(b.shape)} does not fit the product ${shapeText(product.shape)}`,
        [b.shape, product.shape]
      );
    return y;
  },
  backward: (call, gy) => {
    const [x, W, b] = call.inputs;
    if (x === undefined || W === undefined) return [];
    const grads = [call.needs(0) ? leftGradient(x, W, gy) : null, call.needs(1) ? rightGradient(x, W, gy) : null];
    if (b !== undefined) grads.push(call.needs(2) ? sumTo(gy, b.shape) : null);
    return grads;
  },
  fusedBackward: (call, gy) => {
    const gxs = productGradients(call, gy);
    const b = call.inputs[2];
    return b === undefined ? gxs : (gxs?.concat(call.needs(2) ? call.be.sumTo(gy, b.shape) : null) ?? null);
  },
  samples: () =>
    plainSamples(
      [uniform([2, 3]), uniform([3, 4], -1, 1, 1), uniform([4], -1, 1, 2)],
      [uniform([2, 3]), uniform([3, 4], -1, 1, 1)],
      [uniform([2, 2, 3]), uniform([3, 2], -1, 1, 1), uniform([2], -1, 1, 2)]
    ),
  misfits: () =>
    plainSamples([uniform([2, 3]), uniform([2, 4])], [uniform([2, 3]), uniform([3, 4]), uniform([3], -1, 1, 2)])
});

/** Whether an array of that shape is stretched to the other one, which stays as it is. */
function fitsInto(shape: Shape, target: Shape): boolean {
  const extra = target.length - shape.length;
  return extra >= 0 && shape.every((length, axis) => length === 1 || length === target[axis + extra]);
}

/**
 * y = x W + b: x (N, I), W (I, O), b (O) to (N, O); further leading axes of x stay. ShapeError where they do not fit.
 * Source: DeZero functions.linear.
 * @example
 * F.linear(nd.array([[1, 2]]), nd.array([[1, 0], [0, 1]]), nd.array([10, 20])); // => variable([[11. 22.]])
 * F.linear(nd.ones([1, 2]), nd.ones([3, 1])); // throws ShapeError: linear
 */
export function linear(x: Operand, W: Operand, b: Operand | null = null): Variable {
  return op.with(b === null ? [x, W] : [x, W, b], null);
}
