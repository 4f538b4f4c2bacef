/**
 * Matrix product in WebAssembly SIMD, float32 and float64, of operands with any strides. Sums run in order of k, so
 * float64 results equal those of plain. A result is cut into chunks for the threads; one whose operands do not fit the
 * memory is computed part by part. Tiny products and other dtypes go to plain. The kernels: matmul.as.ts.
 */
import { allocate, isFloat, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sizeOf } from '../../../ndarray/shape.ts';
import { matmul as plainMatmul, multiply as plainMultiply, prepare, type Product } from '../../plain/kernels/matmul.ts';
import { computing, jobPlaces, jobThreads, runJob } from '../jobs.ts';
import { fastestTile, type Tile } from '../tournament.ts';
import { copyOut, Workspace } from '../workspace.ts';
import { place } from './operand.ts';

/** Up to so many multiplications, calling WebAssembly costs more than it saves. */
const TINY = 4_000;
/** What the operands and the result of one call may take in the workspace. */
const MOST_BYTES = 256 << 20;
/** Multiplications of a chunk at least: about 50 us. */
const CHUNK = 1 << 21;
/** So many chunks for each thread: one that is slow holds up the others little. */
const CHUNKS_PER_THREAD = 4;

// As in matmul.as.ts.
const K_BLOCK = 256;
const M_BLOCK = 120;
const N_BLOCK = 1024;
const SPARE = 512;

/** Rows `i` to `i + m` of the product and columns `j` to `j + n`. */
interface Part {
  readonly i: number;
  readonly j: number;
  readonly m: number;
  readonly n: number;
}

type Floats = Float32Array | Float64Array;

export function matmul(a: NDArray, b: NDArray): NDArray {
  const product = prepare(a, b);
  const { m, k, n, dtype } = product;
  if (!isFloat(dtype) || m * k * n <= TINY) return plainMatmul(a, b);
  const out = allocate(dtype, sizeOf(product.shape)) as Floats;
  product.offsets.forEach(([atA, atB], index) => {
    const operands: Operands = { product, a: a.storage.read(), atA, b: b.storage.read(), atB };
    multiply(operands, { i: 0, j: 0, m, n }, out, index * m * n);
  });
  return NDArray.wrap(out, product.shape, dtype);
}

/** Two matrices, by the offsets of their first elements. */
interface Operands {
  readonly product: Product;
  readonly a: TypedArray;
  readonly atA: number;
  readonly b: TypedArray;
  readonly atB: number;
}

/** Writes a part of the product of two matrices to its place in the result, which begins at `at`. */
function multiply(operands: Operands, part: Part, out: Floats, at: number): void {
  const { k } = operands.product;
  const { i, j, m, n } = part;
  if ((m * k + k * n + m * n) * out.BYTES_PER_ELEMENT > MOST_BYTES) {
    if (m === 1 && n === 1) return multiplyPlainly(operands, part, out, at);
    const [rows, columns] = m > n ? [Math.ceil(m / 2), n] : [m, Math.ceil(n / 2)];
    multiply(operands, { i, j, m: rows, n: columns }, out, at);
    const rest = m > n ? { i: i + rows, j, m: m - rows, n } : { i, j: j + columns, m, n: n - columns };
    return multiply(operands, rest, out, at);
  }
  try {
    computing(() => multiplyHere(operands, part, out, at));
  } catch (error) {
    // The machine has no memory left for the workspace; plain needs none.
    if (!(error instanceof RangeError)) throw error;
    multiplyPlainly(operands, part, out, at);
  }
}

function multiplyHere({ product, a, atA, b, atB }: Operands, part: Part, out: Floats, at: number): void {
  const { k, aRow, aColumn, bRow, bColumn } = product;
  const { i, j, m, n } = part;
  const single = out instanceof Float32Array;
  const size = single ? 4 : 8;
  const tile = fastestTile(single ? 32 : 64);
  const { rows, columns, count } = cut(m, k, n, tile);
  const space = new Workspace();
  const packedBytes = SPARE + (M_BLOCK + tile.rows + N_BLOCK + tile.columns) * K_BLOCK * size;
  const packed = space.take(packedBytes * jobPlaces());
  const left = place(
    { array: a, offset: atA + i * aRow, rows: m, columns: k, row: aRow, column: aColumn },
    space,
    size
  );
  const right = place(
    { array: b, offset: atB + j * bColumn, rows: k, columns: n, row: bRow, column: bColumn },
    space,
    size
  );
  const c = space.take(m * n * size);
  space.ready();
  left.copy();
  right.copy();
  runJob(single ? 'matmul32' : 'matmul64', count, [
    ...[left.address, left.row, left.column],
    ...[right.address, right.row, right.column],
    ...[c, m, k, n],
    ...[rows, columns, Math.ceil(n / columns)],
    ...[tile.shape, tile.rows, tile.columns],
    ...[packed, packedBytes]
  ]);
  if (n === product.n) copyOut(c, out, at + i * n, m * n);
  else for (let row = 0; row < m; row++) copyOut(c + row * n * size, out, at + (i + row) * product.n + j, n);
}

/** Into chunks as square as can be, since each packs its rows and columns itself; all of it where it is small. */
function cut(m: number, k: number, n: number, tile: Tile): { rows: number; columns: number; count: number } {
  const wanted = Math.floor((m * n * k) / CHUNK);
  if (wanted < 2) return { rows: m, columns: n, count: 1 };
  const threads = jobThreads();
  const most = threads === 1 ? 1 : Math.min(wanted, threads * CHUNKS_PER_THREAD);
  const down = Math.min(most, Math.max(1, Math.round(Math.sqrt((most * m) / n))));
  const rows = multiple(m / down, tile.rows);
  const columns = multiple(n / Math.max(1, Math.round(most / down)), tile.columns);
  return { rows, columns, count: Math.ceil(m / rows) * Math.ceil(n / columns) };
}

const multiple = (value: number, of: number) => Math.ceil(value / of) * of;

function multiplyPlainly({ product, a, atA, b, atB }: Operands, part: Part, out: Floats, at: number): void {
  const { k, aRow, aColumn, bRow, bColumn, n } = product;
  for (let i = part.i; i < part.i + part.m; i++)
    plainMultiply(
      ...([a, atA + i * aRow, aRow, aColumn, b, atB + part.j * bColumn, bRow, bColumn] as const),
      ...([out, at + i * n + part.j, 1, k, part.n] as const)
    );
}
