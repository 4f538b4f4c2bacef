/**
 * Sums, largest and smallest on blocks. Adding up keeps plain's order: pairwise along rows that lie in memory, row by
 * row down columns, so the results are the same bits. Small arrays, other dtypes, arrays that do not lie row by row and
 * axes that alternate more often are plain's.
 */
import { allocate, allocateUnset, isFloat, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { reducedShape, sameShape, type Shape } from '../../../ndarray/shape.ts';
import type { Axes, ReduceOp } from '../../backend.ts';
import { argReduce as plainArgReduce, axesTo, CHUNK, reduce as plainReduce } from '../../plain/kernels/reduce.ts';
import { blockKernel, registers } from '../block-kernels.ts';
import { BLOCK_BYTES, registerAt } from '../block-memory.ts';

/** Elements from which a kernel is faster. */
const MANY = 512;
/** Less than this for one total is not worth a call. */
const FEW = 256;
/** The totals are in register 0, rows are copied behind it, over several registers. */
const LINE = 1;

interface Group {
  length: number;
  readonly gone: boolean;
}

export function reduce(op: ReduceOp, x: NDArray, axes: Axes, keepdims: boolean): NDArray {
  const shape = reducedShape(x.shape, axes, keepdims);
  const groups = x.size < MANY || !isFloat(x.dtype) || !x.contiguous ? null : groupsOf(x.shape, axes);
  const out = groups === null ? null : reduced(op, x, groups);
  if (out === null) return plainReduce(op, x, axes, keepdims);
  return shape.length === 0 ? NDArray.scalar(out[0] ?? NaN, x.dtype) : NDArray.wrap(out, shape, x.dtype);
}

export function sumTo(x: NDArray, shape: Shape): NDArray {
  return sameShape(x.shape, shape) ? x : reduce('sum', x, axesTo(x, shape), true).reshape(shape);
}

export function argReduce(op: 'max' | 'min', x: NDArray, axis: number | null, keepdims: boolean): NDArray {
  const length = axis === null ? x.size : (x.shape[axis] ?? 1);
  const last = axis === null || axis === x.ndim - 1 || axis === -1;
  if (!last || length < FEW || !isFloat(x.dtype) || !x.contiguous) return plainArgReduce(op, x, axis, keepdims);
  const best = reduce(op, x.reshape(-1, length), [1], false).elements();
  const elements = x.elements();
  const places = Int32Array.from(best, (value, row) => {
    const part = elements.subarray(row * length, (row + 1) * length);
    return value === value ? part.indexOf(value) : part.findIndex(Number.isNaN);
  });
  return NDArray.wrap(places, reducedShape(x.shape, axis === null ? null : [x.ndim - 1], keepdims), 'int32');
}

/** Neighbouring axes that go together, outermost first; axes of length 1 have no say. */
function groupsOf(shape: Shape, axes: Axes): Group[] {
  const groups: Group[] = [];
  shape.forEach((length, axis) => {
    const gone = axes === null || axes.includes(axis);
    const before = groups.at(-1);
    if (length === 1) return;
    if (before?.gone === gone) before.length *= length;
    else groups.push({ length, gone });
  });
  return groups;
}

function reduced(op: ReduceOp, x: NDArray, groups: readonly Group[]): TypedArray | null {
  const [first, second, third] = groups;
  const lengths = groups.map(({ length }) => length);
  const [a = 1, b = 1, c = 1] = lengths;
  if (first === undefined || groups.length > 3) return null;
  if (groups.at(-1)?.gone === true) {
    // (all), (kept, row) or (gone, kept, row)
    const totals = third === undefined ? (second === undefined ? 1 : a) : b;
    return alongRows(op, x, totals, lengths.at(-1) ?? 1);
  }
  // (gone, column) or (kept, gone, column)
  if (second === undefined) return null;
  const [outer, rows, columns] = third === undefined ? [1, a, b] : [a, b, c];
  return rows * columns < FEW ? null : downColumns(op, x, outer, rows, columns);
}

/** Row after row to one number, which goes to the totals in turn. */
function alongRows(op: ReduceOp, x: NDArray, totals: number, length: number): TypedArray {
  const width = x.dtype === 'float32' ? 4 : 8;
  const kernel = blockKernel(`${op}Rows${8 * width}`);
  const from = x.storage.read();
  const out = started(op, x, totals);
  const { line, results, room } = views(width);
  const part = Math.min(length, CHUNK);
  const perBlock = Math.min(room, Math.floor(CHUNK / part));
  let total = 0;
  for (let at = x.offset, end = x.offset + x.size; at < end;) {
    if (part === length) {
      const rows = Math.min(perBlock, (end - at) / length);
      line.set(from.subarray(at, at + rows * length));
      kernel(registerAt(0), registerAt(LINE), rows, length);
      for (let row = 0; row < rows; row++) {
        add(op, out, total, results[row] as number);
        total = total + 1 === totals ? 0 : total + 1;
      }
      at += rows * length;
      continue;
    }
    const next = at + length;
    for (; at < next; at += CHUNK) {
      const count = Math.min(CHUNK, next - at);
      line.set(from.subarray(at, at + count));
      kernel(registerAt(0), registerAt(LINE), 1, count);
      add(op, out, total, results[0] as number);
    }
    at = next;
    total = total + 1 === totals ? 0 : total + 1;
  }
  return out;
}

/** Adds rows to a row of totals, as many columns at a time as a register holds. */
function downColumns(op: ReduceOp, x: NDArray, outer: number, rows: number, columns: number): TypedArray {
  const width = x.dtype === 'float32' ? 4 : 8;
  const kernel = blockKernel(`${op}Down${8 * width}`);
  const from = x.storage.read();
  const out = allocateUnset(x.dtype, outer * columns);
  const { line, results, room } = views(width);
  const start = startOf(op);
  for (let o = 0; o < outer; o++)
    for (let column = 0; column < columns; column += room) {
      const count = Math.min(room, columns - column);
      // Whole rows lie behind each other.
      const perBlock = count === columns ? Math.max(1, Math.floor(CHUNK / columns)) : 1;
      results.fill(start, 0, count);
      for (let row = 0; row < rows; row += perBlock) {
        const many = Math.min(perBlock, rows - row);
        const at = x.offset + (o * rows + row) * columns + column;
        line.set(from.subarray(at, at + many * count));
        kernel(registerAt(0), registerAt(LINE), many, count * width);
      }
      out.set(results.subarray(0, count), o * columns + column);
    }
  return out;
}

function views(width: 4 | 8): { line: TypedArray; results: TypedArray; room: number } {
  const [first] = registers();
  if (first === undefined) throw new Error('there are no registers');
  const { buffer } = first.float32;
  const line = width === 4 ? Float32Array : Float64Array;
  return {
    line: new line(buffer, registerAt(LINE), CHUNK),
    results: width === 4 ? first.float32 : first.float64,
    room: BLOCK_BYTES / width
  };
}

function started(op: ReduceOp, x: NDArray, length: number): TypedArray {
  const out = allocate(x.dtype, length);
  return op === 'sum' ? out : out.fill(startOf(op));
}

function startOf(op: ReduceOp): number {
  return op === 'sum' ? 0 : op === 'max' ? -Infinity : Infinity;
}

function add(op: ReduceOp, out: TypedArray, at: number, value: number): void {
  const before = out[at] as number;
  if (op === 'sum') out[at] = before + value;
  else if (value !== value || (op === 'max' ? value > before : value < before)) out[at] = value;
}
