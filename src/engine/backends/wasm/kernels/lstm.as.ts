// A step of an LSTM in chunks: a chunk is some columns of the state, for all rows, which one thread computes from the sums of
// the gates to the next state. ../../../ops/lstm-cell.ts says what is computed, lstm.ts fills the words.
// Each operation rounds as it does by itself, in the same order, so the bits are those of the steps one by one.
import { Tanh32, sigmoid32 } from './float32.as';
import { sigmoidWith, tanhWith } from './float64.as';
import { Loop } from './loops.as';
import { Add32, Add64, Mul32, Mul64 } from './arithmetic.as';
import { packed } from './pack.as';
import { block32, block64 } from './tiles.as';

/** Bytes for a tile that sticks out over the edge, and what functions need. */
const SPARE: usize = 512;
const SCRATCH: usize = 1024;
const GATES: i32 = 4;
const CANDIDATE: i32 = 3;
/** The gates, tanh c, h, c. */
const RESULTS: usize = 7;

/** The job's words; matrices lie row by row, those of the gates one behind the other. */
@unmanaged
class Cell {
  x: usize;
  h: usize;
  c: usize;
  xWeights: usize;
  biases: usize;
  hWeights: usize;
  /** The results, one behind the other. */
  out: usize;
  rows: i32;
  inputs: i32;
  size: i32;
  chunks: i32;
  shape: i32;
  tileRows: i32;
  tileColumns: i32;
  /** Whether the weights are float32 beside float64. */
  wide: i32;
  /** Where threads work, and the bytes of each; of those, what packed rows take, and packed columns. */
  place: usize;
  placeBytes: usize;
  rowBytes: usize;
  columnBytes: usize;
  /** Of the values of a chunk: computed in whole vectors, so there is more room than they need. */
  bufferBytes: usize;
}

/** Computes one chunk. */
export function lstmChunk32(job: usize, index: i32, thread: i32): void {
  chunk<f32>(changetype<Cell>(job), index, thread);
}

export function lstmChunk64(job: usize, index: i32, thread: i32): void {
  chunk<f64>(changetype<Cell>(job), index, thread);
}

function chunk<T>(p: Cell, index: i32, thread: i32): void {
  // As many panels of the weights for each chunk as can be.
  const panels = (p.size + p.tileColumns - 1) / p.tileColumns;
  const first = ((index * panels) / p.chunks) * p.tileColumns;
  const width = min((((index + 1) * panels) / p.chunks) * p.tileColumns, p.size) - first;
  const bytes = p.rows * width * <i32>sizeof<T>();
  const spare = p.place + <usize>thread * p.placeBytes;
  const scratch = spare + SPARE;
  const rowsOfX = scratch + SCRATCH;
  const rowsOfH = rowsOfX + p.rowBytes;
  const columns = rowsOfH + p.rowBytes;
  const step = p.bufferBytes;
  const results = columns + p.columnBytes;
  const fromX = results + RESULTS * step;
  const fromH = fromX + step;
  const line = <usize>width * sizeof<T>();
  packed<T>(0, p.x, p.inputs * sizeof<T>(), sizeof<T>(), p.rows, p.inputs, p.tileRows, rowsOfX);
  packed<T>(0, p.h, p.size * sizeof<T>(), sizeof<T>(), p.rows, p.size, p.tileRows, rowsOfH);
  for (let gate = 0; gate < GATES; gate++) {
    product<T>(p, rowsOfX, p.xWeights, p.inputs, gate, first, width, columns, fromX, spare);
    product<T>(p, rowsOfH, p.hWeights, p.size, gate, first, width, columns, fromH, spare);
    sum<T>(fromX, p.biases + <usize>(gate * p.size + first) * sizeof<T>(), fromH, p.rows, line);
    const value = results + <usize>gate * step;
    if (gate == CANDIDATE) tanh<T>(value, fromX, bytes, scratch);
    else sigmoid<T>(value, fromX, bytes, scratch);
  }
  const f = results;
  const i = f + step;
  const o = i + step;
  const u = o + step;
  const tanhC = u + step;
  const h = tanhC + step;
  const c = h + step;
  const stride = <usize>p.size * sizeof<T>();
  const at = <usize>first * sizeof<T>();
  copyRows(fromX, line, p.c + at, stride, p.rows, line);
  times<T>(c, f, fromX, bytes);
  times<T>(fromX, i, u, bytes);
  plus<T>(c, c, fromX, bytes);
  tanh<T>(tanhC, c, bytes, scratch);
  times<T>(h, o, tanhC, bytes);
  for (let result: usize = 0; result < RESULTS; result++)
    copyRows(p.out + result * <usize>p.rows * stride + at, stride, results + result * step, line, p.rows, line);
}

/** Packed rows times some columns of a gate's weights (k, size). */
function product<T>(
  p: Cell,
  rows: usize,
  weights: usize,
  k: i32,
  gate: i32,
  first: i32,
  width: i32,
  columns: usize,
  to: usize,
  spare: usize
): void {
  const element: usize = p.wide ? 4 : sizeof<T>();
  const from = weights + (<usize>gate * <usize>k * <usize>p.size + <usize>first) * element;
  packed<T>(p.wide, from, element, <usize>p.size * element, width, k, p.tileColumns, columns);
  const line = width * sizeof<T>();
  if (sizeof<T>() == 4) block32(p.shape, rows, columns, to, line, p.rows, width, k, 0, spare);
  else block64(p.shape, rows, columns, to, line, p.rows, width, k, 0, spare);
}

/** (fromX + bias) + fromH, over fromX. */
function sum<T>(fromX: usize, bias: usize, fromH: usize, rows: i32, line: usize): void {
  for (let row = 0; row < rows; row++, fromX += line, fromH += line) {
    let j: usize = 0;
    for (; j + 16 <= line; j += 16) {
      const x = v128.load(fromX + j);
      const b = v128.load(bias + j);
      const h = v128.load(fromH + j);
      v128.store(fromX + j, sizeof<T>() == 4 ? f32x4.add(f32x4.add(x, b), h) : f64x2.add(f64x2.add(x, b), h));
    }
    for (; j < line; j += sizeof<T>())
      store<T>(fromX + j, load<T>(fromX + j) + load<T>(bias + j) + load<T>(fromH + j));
  }
}

/** Rows of `line` bytes; a call of memory.copy for each would take longer. */
function copyRows(to: usize, toStep: usize, from: usize, fromStep: usize, rows: i32, line: usize): void {
  for (let row = 0; row < rows; row++, to += toStep, from += fromStep) {
    let j: usize = 0;
    for (; j + 16 <= line; j += 16) v128.store(to + j, v128.load(from + j));
    for (; j < line; j += 4) store<u32>(to + j, load<u32>(from + j));
  }
}

function plus<T>(out: usize, a: usize, b: usize, bytes: i32): void {
  if (sizeof<T>() == 4) Loop.two<Add32>(out, a, b, bytes);
  else Loop.two<Add64>(out, a, b, bytes);
}

function times<T>(out: usize, a: usize, b: usize, bytes: i32): void {
  if (sizeof<T>() == 4) Loop.two<Mul32>(out, a, b, bytes);
  else Loop.two<Mul64>(out, a, b, bytes);
}

function sigmoid<T>(out: usize, a: usize, bytes: i32, scratch: usize): void {
  if (sizeof<T>() == 4) sigmoid32(out, a, bytes);
  else sigmoidWith(out, a, bytes, scratch);
}

function tanh<T>(out: usize, a: usize, bytes: i32, scratch: usize): void {
  if (sizeof<T>() == 4) Loop.one<Tanh32>(out, a, bytes);
  else tanhWith(out, a, bytes, scratch);
}
