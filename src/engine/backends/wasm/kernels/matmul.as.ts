// Matrix product of operands with any strides, in chunks: a chunk is a rectangle of the result, which one thread computes
// over all of k from panels that it packs itself, so chunks share nothing and can be computed in any order.
// Each element adds its products in order of k, starting from 0, so neither blocks, chunks nor tiles change a bit.
import { packed } from './pack.as';
import { block32, block64 } from './tiles.as';

// A panel of B (K_BLOCK x a tile's columns) stays in the nearest cache, a block of A in the second, one of B in the third.
// matmul.ts knows these figures.
const K_BLOCK: i32 = 256;
const M_BLOCK: i32 = 120;
const N_BLOCK: i32 = 1024;
/** Bytes for a tile that sticks out over the edge. */
const SPARE: usize = 512;

/** The job's words; steps are in bytes. */
@unmanaged
class Product {
  a: usize;
  aRow: isize;
  aColumn: isize;
  b: usize;
  bRow: isize;
  bColumn: isize;
  c: usize;
  m: i32;
  k: i32;
  n: i32;
  /** Rows and columns of a chunk, and how many chunks lie side by side. */
  rows: i32;
  columns: i32;
  across: i32;
  shape: i32;
  tileRows: i32;
  tileColumns: i32;
  /** Where threads pack, and the bytes of each. */
  packed: usize;
  packedBytes: usize;
  /** Which operands of a product in float64 are float32: 1 for a, 2 for b. */
  wide: i32;
  /** 2: the product is added to what is in c, which a block along k must hold; 0: it is written. */
  add: i32;
  /** How many pairs of operands there are, whose products are added one after the other, and bytes between them. */
  pairs: i32;
  pairStep: usize;
}

/** Computes one chunk. */
export function matmulChunk32(job: usize, index: i32, thread: i32): void {
  chunk<f32>(changetype<Product>(job), index, thread);
}

export function matmulChunk64(job: usize, index: i32, thread: i32): void {
  chunk<f64>(changetype<Product>(job), index, thread);
}

function chunk<T>(p: Product, index: i32, thread: i32): void {
  const firstRow = (index / p.across) * p.rows;
  const firstColumn = (index % p.across) * p.columns;
  const lastRow = min(firstRow + p.rows, p.m);
  const lastColumn = min(firstColumn + p.columns, p.n);
  for (let pair: usize = 0; pair < <usize>p.pairs; pair++) {
    const offset = pair * p.pairStep;
    multiply<T>(p, p.a + offset, p.b + offset, firstRow, lastRow, firstColumn, lastColumn, thread);
  }
}

/** Rows and columns of the product of one pair. */
@inline
function multiply<T>(
  p: Product,
  pairA: usize,
  pairB: usize,
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  thread: i32
): void {
  const row = <usize>p.n * sizeof<T>();
  const spare = p.packed + <usize>thread * p.packedBytes;
  const packedA = spare + SPARE;
  const packedB = packedA + <usize>(M_BLOCK + p.tileRows) * K_BLOCK * sizeof<T>();
  for (let j = firstColumn; j < lastColumn; j += N_BLOCK) {
    const width = min(lastColumn - j, N_BLOCK);
    for (let l = 0; l < p.k; l += K_BLOCK) {
      const depth = min(p.k - l, K_BLOCK);
      const b = pairB + <usize>l * p.bRow + <usize>j * p.bColumn;
      packed<T>(p.wide & 2, b, p.bColumn, p.bRow, width, depth, p.tileColumns, packedB);
      for (let i = firstRow; i < lastRow; i += M_BLOCK) {
        const height = min(lastRow - i, M_BLOCK);
        const a = pairA + <usize>i * p.aRow + <usize>l * p.aColumn;
        const c = p.c + <usize>i * row + <usize>j * sizeof<T>();
        const add = l > 0 ? 1 : p.add;
        packed<T>(p.wide & 1, a, p.aRow, p.aColumn, height, depth, p.tileRows, packedA);
        if (sizeof<T>() == 4) block32(p.shape, packedA, packedB, c, row, height, width, depth, add, spare);
        else block64(p.shape, packedA, packedB, c, row, height, width, depth, add, spare);
      }
    }
  }
}
