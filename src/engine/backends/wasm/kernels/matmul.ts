/**
 * Matrix product in WebAssembly SIMD, float32 and float64, of operands with any strides. Sums run in order of k, so
 * float64 results equal those of plain. A product whose operands do not fit the memory is computed part by part. Tiny
 * products and other dtypes go to plain. Not here: chunks and threads (product-job.ts), the kernels (matmul.as.ts).
 */
import { allocateUnset, isFloat, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sizeOf } from '../../../ndarray/shape.ts';
import { matmul as plainMatmul, multiply as plainMultiply, prepare, type Product } from '../../plain/kernels/matmul.ts';
import { kernels, WorkspaceError } from '../instance.ts';
import { computing } from '../jobs.ts';
import { planProduct } from '../tournament.ts';
import { copyOut, Workspace } from '../workspace.ts';
import { type Matrix, place } from './operand.ts';
import { prepared } from './product-job.ts';

/** Up to so many multiplications, calling WebAssembly costs more than it saves. */
const TINY = 1_000;
const MOST_BYTES = 256 << 20;

/** Rows `i` to `i + m` of the product and columns `j` to `j + n`. */
interface Part {
  readonly i: number;
  readonly j: number;
  readonly m: number;
  readonly n: number;
}

type Floats = Float32Array | Float64Array;

/** `mostBytes`: what operands and result of one call may take in the workspace; larger products are cut into parts. */
export function matmul(a: NDArray, b: NDArray, mostBytes = MOST_BYTES): NDArray {
  const product = joined(prepare(a, b));
  const { m, n, dtype } = product;
  if (!isWorthwhile(product)) return plainMatmul(a, b);
  const out = allocateUnset(dtype, sizeOf(product.shape)) as Floats;
  product.offsets.forEach(([atA, atB], index) => {
    const operands: Operands = { product, a: a.storage.read(), atA, b: b.storage.read(), atB, mostBytes };
    multiply(operands, { i: 0, j: 0, m, n }, out, index * m * n);
  });
  return NDArray.wrap(out, product.shape, dtype);
}

/** Whether the kernels are faster than plain's loops. */
export function isWorthwhile({ m, k, n, dtype }: Product): boolean {
  return isFloat(dtype) && m * k * n > TINY;
}

/** A stack of matrices whose rows go on from one to the next, times one and the same matrix, is one product. */
function joined(product: Product): Product {
  const { m, aRow, offsets } = product;
  const [first] = offsets;
  if (first === undefined || offsets.length === 1) return product;
  const [atA, atB] = first;
  if (offsets.some(([a, b], i) => b !== atB || a !== atA + i * m * aRow)) return product;
  return { ...product, m: m * offsets.length, offsets: [first] };
}

/** Two matrices, by the offsets of their first elements. */
interface Operands {
  readonly product: Product;
  readonly a: TypedArray;
  readonly atA: number;
  readonly b: TypedArray;
  readonly atB: number;
  readonly mostBytes: number;
}

/** Writes a part of the product of two matrices to its place in the result, which begins at `at`. */
function multiply(operands: Operands, part: Part, out: Floats, at: number): void {
  const { k } = operands.product;
  const { i, j, m, n } = part;
  if ((m * k + k * n + m * n) * out.BYTES_PER_ELEMENT > operands.mostBytes) {
    if (m === 1 && n === 1) return multiplyPlainly(operands, part, out, at);
    const [rows, columns] = m > n ? [Math.ceil(m / 2), n] : [m, Math.ceil(n / 2)];
    multiply(operands, { i, j, m: rows, n: columns }, out, at);
    const rest = m > n ? { i: i + rows, j, m: m - rows, n } : { i, j: j + columns, m, n: n - columns };
    return multiply(operands, rest, out, at);
  }
  try {
    computing(() => multiplyHere(operands, part, out, at));
  } catch (error) {
    // Plain needs no workspace.
    if (!(error instanceof WorkspaceError)) throw error;
    multiplyPlainly(operands, part, out, at);
  }
}

function multiplyHere({ product, a, atA, b, atB }: Operands, part: Part, out: Floats, at: number): void {
  const { k, aRow, aColumn, bRow, bColumn } = product;
  const { i, j } = part;
  const single = out instanceof Float32Array;
  const size = single ? 4 : 8;
  const { tile, swapped } = planProduct(single ? 32 : 64, part.m, part.n);
  const first = { array: a, offset: atA + i * aRow, row: aRow, column: aColumn };
  const second = { array: b, offset: atB + j * bColumn, row: bRow, column: bColumn };
  const [left, right, m, n] = swapped
    ? [turned(second), turned(first), part.n, part.m]
    : [first, second, part.m, part.n];
  const space = new Workspace();
  const run = prepared({ m, k, n, size, tile }, space);
  const x = place({ ...left, rows: m, columns: k }, space, size);
  const y = place({ ...right, rows: k, columns: n }, space, size);
  let c = space.take(m * n * size);
  const turn = swapped && m > 1 && n > 1 ? space.take(m * n * size) : null;
  space.ready();
  x.copy();
  y.copy();
  run({ x, y, c });
  if (turn !== null) {
    // Packing all lines into one panel is turning.
    const pack = single ? kernels().pack32 : kernels().pack64;
    pack(c, n * size, size, m, n, m, turn);
    c = turn;
  }
  if (part.n === product.n) copyOut(c, out, at + i * part.n, m * n);
  else
    for (let row = 0; row < part.m; row++)
      copyOut(c + row * part.n * size, out, at + (i + row) * product.n + j, part.n);
}

const turned = ({ array, offset, row, column }: Omit<Matrix, 'rows' | 'columns'>) => ({
  array,
  offset,
  row: column,
  column: row
});

function multiplyPlainly({ product, a, atA, b, atB }: Operands, part: Part, out: Floats, at: number): void {
  const { k, aRow, aColumn, bRow, bColumn, n } = product;
  for (let i = part.i; i < part.i + part.m; i++)
    plainMultiply(
      ...([a, atA + i * aRow, aRow, aColumn, b, atB + part.j * bColumn, bRow, bColumn] as const),
      ...([out, at + i * n + part.j, 1, k, part.n] as const)
    );
}
