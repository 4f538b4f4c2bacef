/**
 * Matrix product, NumPy's rules: 1-d operands get an axis for the time of the product, leading axes broadcast.
 * Every element adds its products in order of k in float64, whatever the strides: slow for large matrices, but the
 * reference for the faster ones. `prepare` (which matrices to multiply) is shared with other backends.
 */
import { ShapeError } from '../../../core/errors.ts';
import { allocateUnset, type DType, resultType, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { broadcastShapes, broadcastStrides, type Shape, shapeText, sizeOf } from '../../../ndarray/shape.ts';
import { walk2 } from '../walk.ts';

/** One product of two matrices (m, k) · (k, n): where they lie and how their rows and columns step. */
export interface Product {
  m: number;
  k: number;
  n: number;
  aRow: number;
  aColumn: number;
  bRow: number;
  bColumn: number;
  dtype: DType;
  /** Offsets of the matrices in the storages, one pair per product. */
  offsets: readonly (readonly [number, number])[];
  shape: Shape;
}

export function matmul(a: NDArray, b: NDArray): NDArray {
  const product = prepare(a, b);
  const { m, k, n, aRow, aColumn, bRow, bColumn, offsets, dtype } = product;
  const out = allocateUnset(dtype, sizeOf(product.shape));
  const x = a.storage.read();
  const y = b.storage.read();
  offsets.forEach(([atA, atB], i) => {
    multiply(x, atA, aRow, aColumn, y, atB, bRow, bColumn, out, i * m * n, m, k, n);
  });
  return NDArray.wrap(out, product.shape, dtype);
}

export function prepare(a: NDArray, b: NDArray): Product {
  if (a.ndim === 0 || b.ndim === 0)
    throw new ShapeError(
      'matmul',
      `takes arrays of one or more dimensions, but got ${shapeText(a.shape)} · ${shapeText(b.shape)}; use * for numbers.`,
      [a.shape, b.shape]
    );
  const vectorA = a.ndim === 1;
  const vectorB = b.ndim === 1;
  const m = vectorA ? 1 : (a.shape[a.ndim - 2] ?? 1);
  const k = a.shape[a.ndim - 1] ?? 1;
  const inner = b.shape[vectorB ? 0 : b.ndim - 2] ?? 1;
  const n = vectorB ? 1 : (b.shape[b.ndim - 1] ?? 1);
  if (k !== inner)
    throw new ShapeError(
      'matmul',
      `inner sizes differ, ${shapeText(a.shape)} · ${shapeText(b.shape)}: ${k} ≠ ${inner}`,
      [a.shape, b.shape]
    );
  let offsets: (readonly [number, number])[] = [[a.offset, b.offset]];
  let batch: Shape = [];
  if (a.ndim > 2 || b.ndim > 2) {
    const batchA = a.shape.slice(0, -2);
    const batchB = b.shape.slice(0, -2);
    batch = broadcastShapes('matmul', batchA, batchB);
    offsets = [];
    const stepsA = broadcastStrides('matmul', batchA, a.strides.slice(0, -2), batch);
    const stepsB = broadcastStrides('matmul', batchB, b.strides.slice(0, -2), batch);
    walk2(batch, stepsA, a.offset, stepsB, b.offset, (ia, sa, ib, sb, _o, count) => {
      for (let i = 0; i < count; i++) offsets.push([ia + i * sa, ib + i * sb]);
    });
  }
  return {
    m,
    k,
    n,
    aRow: vectorA ? 0 : (a.strides[a.ndim - 2] ?? 0),
    aColumn: a.strides[a.ndim - 1] ?? 0,
    bRow: b.strides[vectorB ? 0 : b.ndim - 2] ?? 0,
    bColumn: vectorB ? 0 : (b.strides[b.ndim - 1] ?? 0),
    dtype: resultType(a, b),
    offsets,
    shape: [...batch, ...(vectorA ? [] : [m]), ...(vectorB ? [] : [n])]
  };
}

const EMPTY = new Float64Array(0);
let row: Float64Array = EMPTY;

/** One product; a row of the result is gathered in float64 and rounded once. */
export function multiply(
  a: TypedArray,
  ia: number,
  aRow: number,
  aColumn: number,
  b: TypedArray,
  ib: number,
  bRow: number,
  bColumn: number,
  out: TypedArray,
  o: number,
  m: number,
  k: number,
  n: number
): void {
  if (k === 1) {
    for (let i = 0; i < m; i++) {
      const x = a[ia + i * aRow] as number;
      // A sum of one product: 0 + -0 is 0.
      for (let j = 0, q = ib; j < n; j++, q += bColumn) out[o++] = 0 + x * (b[q] as number);
    }
    return;
  }
  if (n === 1) {
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        let p = ia + i * aRow;
        let q = ib + j * bColumn;
        for (let l = 0; l < k; l++, p += aColumn, q += bRow) sum += (a[p] as number) * (b[q] as number);
        out[o++] = sum;
      }
    return;
  }
  if (row.length < n) row = new Float64Array(n);
  const sums = row;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) sums[j] = 0;
    for (let l = 0; l < k; l++) {
      const x = a[ia + i * aRow + l * aColumn] as number;
      let q = ib + l * bRow;
      for (let j = 0; j < n; j++, q += bColumn) sums[j] = (sums[j] as number) + x * (b[q] as number);
    }
    for (let j = 0; j < n; j++) out[o++] = sums[j] as number;
  }
}
