/**
 * Matrix product in WebAssembly SIMD, float32 and float64, of operands with any strides. Sums run in order of k, so
 * float64 results equal those of plain. A result is cut into chunks for the threads; one whose operands do not fit the
 * memory is computed part by part. Tiny products and other dtypes go to plain. The kernels: matmul.as.ts.
 */
import { allocateUnset, isFloat, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sizeOf } from '../../../ndarray/shape.ts';
import { matmul as plainMatmul, multiply as plainMultiply, prepare, type Product } from '../../plain/kernels/matmul.ts';
import { kernels, WorkspaceError } from '../instance.ts';
import { computing, jobPlaces, jobThreads, runJob, threadsForSmall } from '../jobs.ts';
import { planProduct, type Tile } from '../tournament.ts';
import { copyOut, Workspace } from '../workspace.ts';
import { type Matrix, place, type Placed } from './operand.ts';

/** Up to so many multiplications, calling WebAssembly costs more than it saves. */
const TINY = 1_000;
const MOST_BYTES = 256 << 20;
/** Multiplications of a chunk at least: about 5 us, a few times what sharing costs where helpers are awake. */
const CHUNK = 1 << 17;
/** Multiplications that are worth waking helpers: some 0.1 ms. */
const WAKING = 1 << 22;
/** So many chunks for each thread: one that is slow holds up the others little. */
const CHUNKS_PER_THREAD = 3;

// As in matmul.as.ts.
export const K_BLOCK = 256;
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

/** A product of (m, k) by (k, n), or of several pairs of such matrices. */
export interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly pairs?: number;
  readonly size: 4 | 8;
  readonly tile: Tile;
}

/** Where the first pair lies and how far the next is from it; where the result comes to lie. */
export interface Places {
  readonly x: Placed;
  readonly y: Placed;
  readonly c: number;
  /** The products are added to what lies there. */
  readonly add?: { readonly step: number };
}

/** Takes room for packing; what it gives computes, once all is in its place. */
export function prepared({ m, k, n, pairs = 1, size, tile }: Sizes, space: Workspace): (places: Places) => void {
  const { rows, columns, count, wake } = cut(m, k * pairs, n, tile);
  const packedBytes = SPARE + (M_BLOCK + tile.rows + N_BLOCK + tile.columns) * K_BLOCK * size;
  const packed = space.take(packedBytes * jobPlaces());
  return ({ x, y, c, add }) => {
    const words = [
      ...[x.address, x.row, x.column, y.address, y.row, y.column],
      ...[c, m, k, n, rows, columns, Math.ceil(n / columns)],
      ...[tile.shape, tile.rows, tile.columns, packed, packedBytes],
      ...[(x.wide ? 1 : 0) + (y.wide ? 2 : 0), add ? 2 : 0, pairs, add?.step ?? 0]
    ];
    runJob(size === 4 ? 'matmul32' : 'matmul64', count, words, true, wake);
  };
}

/** How a result is cut into chunks, and whether they are worth waking helpers. */
interface Cut {
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly wake: boolean;
}

/** Into chunks as square as can be, since each packs its rows and columns itself; all of it where it is small. */
function cut(m: number, k: number, n: number, tile: Tile): Cut {
  const work = m * n * k;
  const most = Math.floor(work / CHUNK);
  const wake = work >= WAKING;
  const threads = most < 2 ? 1 : wake ? jobThreads() : threadsForSmall(most);
  if (threads === 1) return { rows: m, columns: n, count: 1, wake };
  const wanted = Math.min(most, threads * CHUNKS_PER_THREAD);
  let down = 1;
  for (let d = 2; d <= wanted; d++)
    if (wanted % d === 0 && d / m + wanted / d / n < down / m + wanted / down / n) down = d;
  const rows = multiple(m / down, tile.rows);
  const columns = multiple((n * down) / wanted, tile.columns);
  return { rows, columns, count: Math.ceil(m / rows) * Math.ceil(n / columns), wake };
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
