/** Joins arrays along an axis.  Each gets back its own part of the gradient. */
import { described } from '../core/described.ts';
import { ShapeError, ValueError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { slice } from '../ndarray/indexing.ts';
import { normalizeAxis, shapeText } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { getItem } from './get-item.ts';
import { uniform } from './samples.ts';

const op = defineOp<number, { axis: number }>('concatenate', {
  forward: ({ be }, xs, { axis }) => {
    const [first] = xs;
    if (first === undefined) throw new ShapeError('concatenate', 'it takes one array or more, got none');
    const along = normalizeAxis('concatenate', axis, first.ndim);
    for (const one of xs)
      if (one.ndim !== first.ndim || one.shape.some((length, i) => i !== along && length !== first.shape[i]))
        throw new ShapeError(
          'concatenate',
          `${shapeText(first.shape)} and ${shapeText(one.shape)} differ in another axis than ${along}; only along ` +
            'that one may they differ',
          [first.shape, one.shape]
        );
    return be.concatenate(xs, along);
  },
  backward: ({ inputs, attrs: { axis } }, gy) => {
    const along = normalizeAxis('concatenate', axis, gy.ndim);
    const before = Array.from({ length: along }, () => slice());
    let at = 0;
    return inputs.map((input) => {
      const from = at;
      at += input.shape[along] ?? 0;
      return getItem(gy, ...before, slice(from, at));
    });
  },
  samples: () => [
    { inputs: [uniform([2, 2]), uniform([1, 2], -1, 1, 1)], attrs: { axis: 0 } },
    { inputs: [uniform([2, 1, 2]), uniform([2, 2, 2], -1, 1, 1), uniform([2, 1, 2], -1, 1, 2)], attrs: { axis: 1 } },
    { inputs: [uniform([2, 3]), uniform([2, 1], -1, 1, 1)], attrs: { axis: -1 } }
  ],
  misfits: () => [{ inputs: [uniform([2, 2]), uniform([1, 3])], attrs: { axis: 0 } }]
});

/**
 * Joins Variables along an axis that they have. Each gets back its own part of the gradient. ShapeError where another
 * axis differs. Source: numpy.concatenate; not in DeZero, used by SqueezeNet.
 * @example
 * F.concatenate([nd.array([1, 2]), nd.array([3])]); // => variable([1. 2. 3.])
 */
export function concatenate(xs: readonly Operand[], axis = 0): Variable {
  if (!Array.isArray(xs))
    throw new ValueError('concatenate', `it takes a list of arrays, concatenate([a, b]), not ${described(xs)}`);
  return op.with(xs, { axis });
}
