/**
 * Matrix product in WebAssembly SIMD, float32 and float64. Operands are packed into panels straight from their
 * strides, so transposed ones need no copy of their own; k is cut into blocks that stay in the cache. Sums run in order
 * of k, so float64 results equal those of plain. Small products and other dtypes go to plain.
 */
import { allocate, isFloat, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sizeOf } from '../../../ndarray/shape.ts';
import { matmul as plainMatmul, prepare, type Product } from '../../plain/kernels/matmul.ts';
import { kernels } from '../instance.ts';
import { memory, Workspace } from '../workspace.ts';

/** Below this many multiplications packing costs more than it saves. */
const SMALL = 16_000;
const ROWS = 4;
const K_BLOCK = 256;

export function matmul(a: NDArray, b: NDArray): NDArray {
  const product = prepare(a, b);
  const { m, k, n, dtype } = product;
  if (!isFloat(dtype) || m < ROWS || n < ROWS || m * k * n < SMALL) return plainMatmul(a, b);
  const out = allocate(dtype, sizeOf(product.shape)) as Float32Array | Float64Array;
  product.offsets.forEach(([atA, atB], i) => {
    multiply(product, a.storage.read(), atA, b.storage.read(), atB, out, i * m * n);
  });
  return NDArray.wrap(out, product.shape, dtype);
}

function multiply(
  { m, k, n, aRow, aColumn, bRow, bColumn }: Product,
  a: TypedArray,
  atA: number,
  b: TypedArray,
  atB: number,
  out: Float32Array | Float64Array,
  at: number
): void {
  const single = out instanceof Float32Array;
  const bytes = single ? 4 : 8;
  const columns = single ? 8 : 4;
  const mPanels = Math.ceil(m / ROWS);
  const nPanels = Math.ceil(n / columns);
  const width = nPanels * columns;
  const space = new Workspace();
  const panelsA = space.take(mPanels * ROWS * K_BLOCK * bytes);
  const panelsB = space.take(nPanels * columns * K_BLOCK * bytes);
  const result = space.take(mPanels * ROWS * width * bytes);
  space.ready();
  const elements = single ? memory().float32 : memory().float64;
  const firstC = result / bytes;
  const gemm = single ? kernels().gemm32 : kernels().gemm64;
  for (let from = 0; from < k; from += K_BLOCK) {
    const length = Math.min(K_BLOCK, k - from);
    pack(elements, panelsA / bytes, ROWS, a, atA + from * aColumn, m, aRow, length, aColumn);
    pack(elements, panelsB / bytes, columns, b, atB + from * bRow, n, bColumn, length, bRow);
    gemm(panelsA, panelsB, result, mPanels, nPanels, length, from === 0 ? 0 : 1);
  }
  for (let i = 0; i < m; i++) out.set(elements.subarray(firstC + i * width, firstC + i * width + n), at + i * n);
}

/** Panels of `tile` lines; within a panel, for each k, the elements of its lines. Missing lines are 0. */
function pack(
  memory: Float32Array | Float64Array,
  first: number,
  tile: number,
  source: TypedArray,
  offset: number,
  lines: number,
  lineStep: number,
  length: number,
  kStep: number
): void {
  for (let line = 0, to = first; line < lines; line += tile, to += tile * length) {
    const full = lines - line >= tile;
    if (!full) memory.fill(0, to, to + tile * length);
    const count = full ? tile : lines - line;
    const start = offset + line * lineStep;
    if (lineStep === 1) {
      // Lines lie side by side: walk along k, a few neighbours at a time.
      for (let l = 0; l < length; l++) {
        const from = start + l * kStep;
        const at = to + l * tile;
        for (let i = 0; i < count; i++) memory[at + i] = source[from + i] as number;
      }
      continue;
    }
    for (let i = 0; i < count; i++) {
      let from = start + i * lineStep;
      for (let at = to + i, end = to + i + tile * length; at < end; at += tile, from += kStep)
        memory[at] = source[from] as number;
    }
  }
}
