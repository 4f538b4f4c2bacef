/**
 * Adds the products of pairs of matrices to an array that is read and written once for all of them. Each product is
 * summed by itself and then added, in the order of the pairs, so the bits are those of products that are made one by
 * one, which is what happens where this cannot be done. The kernel is that of matmul.as.ts.
 */
import type { NDArray } from '../../../ndarray/ndarray.ts';
import { sameShape } from '../../../ndarray/shape.ts';
import type { Pair } from '../../backend.ts';
import { prepare, type Product } from '../../plain/kernels/matmul.ts';
import { planProduct } from '../tournament.ts';
import { copyIn, copyOut, Workspace } from '../workspace.ts';
import { binaryInto } from './elementwise.ts';
import { inWorkspace } from './in-workspace.ts';
import { isWorthwhile, matmul } from './matmul.ts';
import { place, type Placed } from './operand.ts';
import { K_BLOCK, prepared } from './product-job.ts';

type Places = readonly [Placed, Placed];

const MOST_BYTES = 64 << 20;

export function addProducts(target: NDArray, pairs: readonly Pair[]): void {
  const [first] = pairs;
  if (first === undefined) return;
  const product = prepare(...first);
  if (pairs.every((pair) => isLike(pair, first)) && suits(product, target, pairs) && together(target, product, pairs))
    return;
  for (const [a, b] of pairs) binaryInto('add', target, matmul(a, b));
}

/** Whether two pairs lie alike, wherever they begin. */
function isLike(pair: Pair, other: Pair): boolean {
  return pair.every((x, i) => {
    const y = other[i] as NDArray;
    return x.dtype === y.dtype && sameShape(x.shape, y.shape) && sameShape(x.strides, y.strides);
  });
}

function suits(product: Product, target: NDArray, pairs: readonly Pair[]): boolean {
  const { m, k, n, dtype, shape } = product;
  const [[a, b]] = pairs as readonly [Pair];
  if (!isWorthwhile(product) || k > K_BLOCK || a.ndim !== 2 || b.ndim !== 2) return false;
  if (!target.contiguous || target.dtype !== dtype || !sameShape(target.shape, shape)) return false;
  return ((m * k + k * n) * pairs.length + m * n) * 8 <= MOST_BYTES;
}

function together(
  target: NDArray,
  { m, k, n, aRow, aColumn, bRow, bColumn }: Product,
  pairs: readonly Pair[]
): boolean {
  const out = target.storage.write() as Float32Array | Float64Array;
  const size = out instanceof Float32Array ? 4 : 8;
  return inWorkspace(() => {
    const { tile } = planProduct(size === 4 ? 32 : 64, m, n, false);
    const space = new Workspace();
    const run = prepared({ m, k, n, pairs: pairs.length, size, tile }, space);
    const places = pairs.map(([a, b]): Places => {
      const [left, right] = [a.storage.read(), b.storage.read()];
      return [
        place({ array: left, offset: a.offset, rows: m, columns: k, row: aRow, column: aColumn }, space, size),
        place({ array: right, offset: b.offset, rows: k, columns: n, row: bRow, column: bColumn }, space, size)
      ];
    });
    const c = space.take(m * n * size);
    space.ready();
    for (const [x, y] of places) {
      x.copy();
      y.copy();
    }
    copyIn(c, out, target.offset, target.offset + m * n, size);
    const [[x, y], [next]] = [places[0], places[1] ?? places[0]] as readonly [Places, Places];
    run({ x, y, c, add: { step: next.address - x.address } });
    copyOut(c, out, target.offset, m * n);
  });
}
