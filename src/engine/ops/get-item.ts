/**
 * y = x[index] with whole numbers, slices, '...', null (new axis), lists, integer and bool arrays, also several at
 * once. The gradient is added back to where each element came from; an element that was taken twice gets both.
 */
import { currentBackend } from '../backends/current.ts';
import type { IndexArg, Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { isSimpleIndex, positionsOf } from '../ndarray/index-positions.ts';
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { sizeOf } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { uniform } from './samples.ts';

interface IndexAttrs {
  index: readonly IndexArg[];
}

const op = defineOp<1, IndexAttrs>('getItem', {
  forward: ({ be }, [x], { index }) =>
    isSimpleIndex(index) ? x.get(...index) : be.takeRows(x.reshape(-1), positionsOf(x.shape, index)),
  backward: ({ inputs: [x], attrs: { index } }, gy) => [getItemGrad.with([gy], { index, shape: x.shape })],
  samples: () => [
    { inputs: [uniform([3, 4])], attrs: { index: [1] } },
    { inputs: [uniform([3, 4])], attrs: { index: [slice(1, 3), -1] } },
    { inputs: [uniform([3, 4])], attrs: { index: [[0, 0, 2]] } },
    {
      inputs: [uniform([3, 4])],
      attrs: {
        index: [
          [0, 0, 2],
          [1, 1, 3]
        ]
      }
    },
    { inputs: [uniform([2, 3, 2])], attrs: { index: ['...', null, 1] } }
  ]
});

const getItemGrad = defineOp<1, IndexAttrs & { shape: readonly number[] }>('getItemGrad', {
  label: 'GetItemGrad',
  forward: (_context, [gy], { index, shape }) => {
    if (isSimpleIndex(index)) return NDArray.empty(shape, gy.dtype).addAt(index, gy);
    const flat = NDArray.empty([sizeOf(shape)], gy.dtype);
    currentBackend().addRows(flat, positionsOf(shape, index).reshape(-1), gy.reshape(-1));
    return flat.reshape(shape);
  },
  backward: ({ attrs: { index } }, gy) => [getItem(gy, ...index)],
  samples: () => [
    { inputs: [uniform([4])], attrs: { index: [1], shape: [3, 4] } },
    { inputs: [uniform([3, 4])], attrs: { index: [[0, 0, 2]], shape: [3, 4] } }
  ]
});

/**
 * y = x[index] with whole numbers, slices, '...', null (new axis), lists, integer and bool arrays, also several at
 * once. The gradient is added back to where each element came from, twice where it was taken twice. IndexError for what
 * is not there. Source: DeZero functions.get_item.
 * @example
 * const x = new Variable(nd.array([1, 2, 3]));
 * F.getItem(x, [0, 0, 2]).backward();
 * x.grad; // => variable([2. 0. 1.])
 */
export function getItem(x: Operand, ...index: IndexArg[]): Variable {
  return op.with([x], { index });
}

/**
 * Rows of W (words, length) by number: the vectors that stand for words. ids of any shape; their shape comes first in
 * the result's. Source: DeZero functions.embed_id.
 * @example
 * F.embedId(nd.array([1, 0], 'int32'), nd.array([[1, 2], [3, 4]])); // => variable([[3. 4.] [1. 2.]])
 */
export function embedId(ids: NDArray | Variable, W: Operand): Variable {
  return getItem(W, ids instanceof NDArray ? ids : ids.data);
}
