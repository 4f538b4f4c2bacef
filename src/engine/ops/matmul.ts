import type { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { defineOp, type FusedCall, type Op } from './define-op.ts';
import { reshape } from './reshape.ts';
import { plainSamples, uniform } from './samples.ts';
import { sumTo } from './sum-to.ts';
import { transpose } from './transpose.ts';

/**
 * y = A B: (N, K) by (K, M) to (N, M); vectors count as one row (left) or one column (right), leading axes broadcast.
 * dA = gy Bᵀ, dB = Aᵀ gy. ShapeError where the inner sizes differ. Source: DeZero functions.matmul; numpy.matmul.
 * @example
 * F.matmul(nd.array([[1, 2]]), nd.array([[3], [4]])); // => variable([[11.]])
 * F.matmul(nd.ones([1, 2]), nd.ones([1, 2])); // throws ShapeError: matmul
 */
export const matmul: Op<2, null> = defineOp<2>('matmul', {
  label: 'MatMul',
  forward: ({ be }, [a, b]) => be.matmul(a, b),
  backward: (call, gy) => {
    const [a, b] = call.inputs;
    return [call.needs(0) ? leftGradient(a, b, gy) : null, call.needs(1) ? rightGradient(a, b, gy) : null];
  },
  fusedBackward: productGradients,
  samples: () =>
    plainSamples(
      [uniform([2, 3]), uniform([3, 4], -1, 1, 1)],
      [uniform([3]), uniform([3], -1, 1, 1)],
      [uniform([2, 3]), uniform([3], -1, 1, 1)],
      [uniform([3]), uniform([3, 2], -1, 1, 1)],
      [uniform([2, 2, 3]), uniform([3, 2], -1, 1, 1)],
      [uniform([2, 2, 3]), uniform([2, 3, 2], -1, 1, 1)],
      [uniform([2, 3]), uniform([2, 3, 2], -1, 1, 1)]
    ),
  misfits: () => plainSamples([uniform([2, 3]), uniform([2, 3])], [uniform([3]), uniform([4])])
});

/** Both gradients of a product of two matrices; null for other products. */
export function productGradients<N extends number>(call: FusedCall<N, null>, gy: NDArray): (NDArray | null)[] | null {
  const [a, b] = call.inputs as readonly NDArray[];
  if (a?.ndim !== 2 || b?.ndim !== 2) return null;
  const gradient = (index: number, left: NDArray, right: NDArray): NDArray | null =>
    call.needs(index) ? (call.addProduct(index, left, right) ?? call.be.matmul(left, right)) : null;
  return [gradient(0, gy, b.T), gradient(1, a.T, gy)];
}

/** dA of a product A B, in A's shape. */
export function leftGradient(a: Variable, b: Variable, gy: Variable): Variable {
  if (a.ndim === 2 && b.ndim === 2) return matmul(gy, transpose(b));
  const rows = asRows(a);
  const columns = asColumns(b);
  return reshape(sumTo(matmul(asProduct(gy, rows, columns), swapped(columns)), rows.shape), a.shape);
}

/** dB of a product A B, in B's shape. */
export function rightGradient(a: Variable, b: Variable, gy: Variable): Variable {
  if (a.ndim === 2 && b.ndim === 2) return matmul(transpose(a), gy);
  const rows = asRows(a);
  const columns = asColumns(b);
  return reshape(sumTo(matmul(swapped(rows), asProduct(gy, rows, columns)), columns.shape), b.shape);
}

function asRows(a: Variable): Variable {
  return a.ndim === 1 ? reshape(a, [1, a.size]) : a;
}

function asColumns(b: Variable): Variable {
  return b.ndim === 1 ? reshape(b, [b.size, 1]) : b;
}

/** The gradient with the two axes that a vector on either side took away. */
function asProduct(gy: Variable, rows: Variable, columns: Variable): Variable {
  const batch = rows.ndim >= columns.ndim ? rows : columns;
  const lead = gy.ndim >= batch.ndim ? gy.shape.slice(0, -2) : gy.shape.slice(0, batch.ndim - 2);
  return reshape(gy, [...lead, rows.shape.at(-2) ?? 1, columns.shape.at(-1) ?? 1]);
}

/** The last two axes exchanged. */
function swapped(x: Variable): Variable {
  if (x.ndim === 2) return transpose(x);
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), x.ndim - 1, x.ndim - 2]);
}
