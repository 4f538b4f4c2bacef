/**
 * Scaled dot-product attention: each query q takes a mean of the values v, weighted by softmax(q·k/√d) over the keys k.
 * q (..., T, d), k (..., S, d), v (..., S, e); leading axes are batches and heads. Made of other ops.
 * `causal` hides later keys from earlier queries. Source: Vaswani et al. 2017, arXiv:1706.03762.
 */
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { add } from './add.ts';
import { defineComposite } from './define-op.ts';
import { div } from './div.ts';
import { matmul } from './matmul.ts';
import { plainSamples, uniform } from './samples.ts';
import { softmax } from './softmax.ts';
import { transpose } from './transpose.ts';

/** What attention may see. */
export interface AttentionOptions {
  /** A query sees only keys up to its own place: for sequences that are continued. */
  causal?: boolean;
}

/**
 * Scaled dot-product attention softmax(q kᵀ/√d) v: q (..., T, d), k (..., S, d), v (..., S, e) to (..., T, e). `causal`
 * hides later keys from earlier queries. ShapeError where they do not fit. Source: Vaswani et al. 2017,
 * arXiv:1706.03762.
 * @example
 * const q = nd.array([[1, 0], [0, 1]]);
 * F.attention(q, q, nd.array([[1], [2]]), { causal: true }); // => variable([[1.        ] [1.66976155]])
 */
export function attention(q: Operand, k: Operand, v: Operand, { causal = false }: AttentionOptions = {}): Variable {
  const [query, key, value] = [asVariable(q), asVariable(k), asVariable(v)];
  const [width, keys] = [query.shape.at(-1) ?? 1, key.shape.at(-2) ?? 1];
  if (Math.min(query.ndim, key.ndim, value.ndim) < 2 || key.shape.at(-1) !== width || value.shape.at(-2) !== keys)
    throw new ShapeError(
      'attention',
      `q ${shapeText(query.shape)}, k ${shapeText(key.shape)} and v ${shapeText(value.shape)} do not fit: q and k need ` +
        'the same last axis, k and v the same last but one',
      [query.shape, key.shape, value.shape]
    );
  const scores = div(matmul(query, swapped(key)), Math.sqrt(width));
  const seen = causal ? add(scores, future(query.shape.at(-2) ?? 1, keys, scores.dtype)) : scores;
  return matmul(softmax(seen, -1), value);
}

/** (T, S): 0 where a key may be seen, -1e9 where it lies in the future; its weight then is exactly 0. */
function future(queries: number, keys: number, dtype: NDArray['dtype']): NDArray {
  const mask = NDArray.empty([queries, keys], dtype);
  const elements = mask.storage.write();
  for (let i = 0; i < queries; i++) elements.fill(-1e9, Math.min((i + 1) * keys, i * keys + i + 1), (i + 1) * keys);
  return mask;
}

function swapped(x: Variable): Variable {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.ndim - 1, x.ndim - 2]);
}

defineComposite<AttentionOptions>(
  'attention',
  ([q = 0, k = 0, v = 0], options) => attention(q, k, v, options),
  () => [
    { inputs: [uniform([2, 3]), uniform([4, 3], -1, 1, 1), uniform([4, 2], -1, 1, 2)], attrs: {} },
    { inputs: [uniform([1, 3, 2]), uniform([1, 3, 2], -1, 1, 1), uniform([1, 3, 2])], attrs: { causal: true } }
  ],
  () =>
    plainSamples(
      [uniform([2, 3]), uniform([4, 2]), uniform([4, 2])],
      [uniform([2, 3]), uniform([4, 3]), uniform([3, 2])],
      [uniform([3]), uniform([4, 3]), uniform([4, 2])]
    ).map(({ inputs }) => ({ inputs, attrs: {} }))
);
