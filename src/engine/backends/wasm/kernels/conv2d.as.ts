// Convolution of pictures and its two adjoints, as matrix products whose right operand, the patches, is packed straight
// from the pictures (patches.as.ts) and never exists as a whole. A chunk is some runs of columns, each of one picture (or
// of a group of pictures, for the kernels' gradient), computed by one thread from panels that it packs itself.
// conv2d.ts and its neighbours fill the words of the jobs and know the figures.
import { pack32, pack64 } from './pack.as';
import { packOffsets, packPlaces, SLACK } from './patches.as';
import { block32, block64 } from './tiles.as';

const K_BLOCK: i32 = 256;
/** Bytes for a tile that sticks out over the edge. */
const SPARE: usize = 512;

/** The words of a convolution; steps are in bytes. */
// @ts-ignore: decorator
@unmanaged
class Convolution {
  /** With zeros around them, as frame.ts lays them out. */
  pictures: usize;
  pictureStep: usize;
  /** Of the cells under a window: 32-bit numbers, `depth` of them. */
  offsets: usize;
  depth: i32;
  /** Products of so many cells are added up on their own, then to the result. */
  group: i32;
  /** The places of the window. */
  places: i32;
  gridColumns: i32;
  rowStep: usize;
  /** Panels, K_BLOCK cells at a time within a group. */
  kernels: usize;
  rows: i32;
  /** One for each row; 0: none. */
  biases: usize;
  result: usize;
  resultStep: usize;
  planeStep: usize;
  /** From place to place in a row of the grid, and from row to row. */
  columnOut: usize;
  rowOut: usize;
  /** Places of a run, runs of a picture, of all pictures and of a chunk. */
  run: i32;
  runs: i32;
  allRuns: i32;
  perChunk: i32;
  shape: i32;
  tileRows: i32;
  tileColumns: i32;
  packed: usize;
  packedBytes: usize;
}

export function convolveChunk32(job: usize, index: i32, thread: i32): void {
  convolve<f32>(changetype<Convolution>(job), index, thread);
}

export function convolveChunk64(job: usize, index: i32, thread: i32): void {
  convolve<f64>(changetype<Convolution>(job), index, thread);
}

function convolve<T>(p: Convolution, index: i32, thread: i32): void {
  const end = min((index + 1) * p.perChunk, p.allRuns);
  for (let run = index * p.perChunk; run < end; run++) convolveRun<T>(p, run, thread);
}

function convolveRun<T>(p: Convolution, index: i32, thread: i32): void {
  const picture = index / p.runs;
  const from = (index - picture * p.runs) * p.run;
  const n = min(p.run, p.places - from);
  const spare = p.packed + <usize>thread * p.packedBytes;
  const panels = spare + SPARE;
  const source = p.pictures + <usize>picture * p.pictureStep;
  const result = p.result + <usize>picture * p.resultStep;
  // The result's columns lie side by side, unless only every second one or so is computed here.
  const direct = p.columnOut == sizeof<T>() && p.rowOut == <usize>p.gridColumns * sizeof<T>();
  const alone = direct && p.group >= p.depth;
  const aside = panels + <usize>((p.run + p.tileColumns) * K_BLOCK) * sizeof<T>() + SLACK;
  const asideRow = <usize>n * sizeof<T>();
  const c = alone ? result + <usize>from * sizeof<T>() : aside;
  const row = alone ? p.planeStep : asideRow;
  const height = ((p.rows + p.tileRows - 1) / p.tileRows) * p.tileRows;
  for (let g = 0; g < p.depth; g += p.group) {
    const last = min(g + p.group, p.depth);
    for (let k = g; k < last; k += K_BLOCK) {
      const count = min(last - k, K_BLOCK);
      const add = k > g ? 1 : 0;
      const kernels = p.kernels + <usize>k * <usize>height * sizeof<T>();
      packPlaces<T>(
        source,
        p.offsets + ((<usize>k) << 2),
        count,
        from,
        n,
        p.gridColumns,
        p.rowStep,
        p.tileColumns,
        panels
      );
      if (sizeof<T>() == 4) block32(p.shape, kernels, panels, c, row, p.rows, n, count, add, spare);
      else block64(p.shape, kernels, panels, c, row, p.rows, n, count, add, spare);
    }
    if (alone) continue;
    if (direct) addRows<T>(result + <usize>from * sizeof<T>(), p.planeStep, aside, asideRow, p.rows, n, g > 0);
    else scatter<T>(p, result, aside, from, n, g > 0);
  }
  if (p.biases != 0) addBiases<T>(result + <usize>from * sizeof<T>(), p.planeStep, p.biases, p.rows, n);
}

/** Rows of n elements to where they belong, or on top of what is there. */
function addRows<T>(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, n: i32, add: bool): void {
  const bytes = <usize>n * sizeof<T>();
  for (let i = 0; i < rows; i++, to += toRow, from += fromRow) {
    if (!add) {
      memory.copy(to, from, bytes);
      continue;
    }
    let x: usize = 0;
    for (; x + 16 <= bytes; x += 16) {
      const sum =
        sizeof<T>() == 4
          ? f32x4.add(v128.load(to + x), v128.load(from + x))
          : f64x2.add(v128.load(to + x), v128.load(from + x));
      v128.store(to + x, sum);
    }
    for (; x < bytes; x += sizeof<T>()) store<T>(to + x, load<T>(to + x) + load<T>(from + x));
  }
}

/** The same where the grid's places do not lie side by side in the result. */
function scatter<T>(p: Convolution, result: usize, from: usize, first: i32, n: i32, add: bool): void {
  for (let i = 0; i < p.rows; i++, result += p.planeStep) {
    let row = first / p.gridColumns;
    let column = first - row * p.gridColumns;
    for (let left = n; left > 0; row++, column = 0) {
      const here = min(left, p.gridColumns - column);
      let to = result + <usize>row * p.rowOut + <usize>column * p.columnOut;
      for (let j = 0; j < here; j++, to += p.columnOut, from += sizeof<T>())
        store<T>(to, add ? load<T>(to) + load<T>(from) : load<T>(from));
      left -= here;
    }
  }
}

function addBiases<T>(to: usize, toRow: usize, biases: usize, rows: i32, n: i32): void {
  const bytes = <usize>n * sizeof<T>();
  for (let i = 0; i < rows; i++, to += toRow, biases += sizeof<T>()) {
    const bias = load<T>(biases);
    const all = sizeof<T>() == 4 ? f32x4.splat(<f32>bias) : f64x2.splat(<f64>bias);
    let x: usize = 0;
    for (; x + 16 <= bytes; x += 16)
      v128.store(to + x, sizeof<T>() == 4 ? f32x4.add(v128.load(to + x), all) : f64x2.add(v128.load(to + x), all));
    for (; x < bytes; x += sizeof<T>()) store<T>(to + x, load<T>(to + x) + bias);
  }
}

/** The words of a gradient by the kernels. */
// @ts-ignore: decorator
@unmanaged
class KernelGradient {
  pictures: usize;
  pictureStep: usize;
  offsets: usize;
  /** Cells under a window: columns of the result. */
  cells: i32;
  places: i32;
  gridColumns: i32;
  rowStep: usize;
  /** (OC, OH·OW) for each picture. */
  gradients: usize;
  gradientStep: usize;
  rows: i32;
  /** One for each group of pictures. */
  result: usize;
  resultStep: usize;
  count: i32;
  perGroup: i32;
  /** Columns of a chunk, and chunks of a group. */
  run: i32;
  runs: i32;
  shape: i32;
  tileRows: i32;
  tileColumns: i32;
  packed: usize;
  packedBytes: usize;
  /** 1: the result has something already, from pictures before. */
  more: i32;
}

export function kernelGradientChunk32(job: usize, index: i32, thread: i32): void {
  kernelGradient<f32>(changetype<KernelGradient>(job), index, thread);
}

export function kernelGradientChunk64(job: usize, index: i32, thread: i32): void {
  kernelGradient<f64>(changetype<KernelGradient>(job), index, thread);
}

function kernelGradient<T>(p: KernelGradient, index: i32, thread: i32): void {
  const group = index / p.runs;
  const from = (index - group * p.runs) * p.run;
  const n = min(p.run, p.cells - from);
  const spare = p.packed + <usize>thread * p.packedBytes;
  const left = spare + SPARE;
  const right = left + <usize>((p.rows + p.tileRows) * K_BLOCK) * sizeof<T>();
  const aside = right + <usize>((p.run + p.tileColumns) * K_BLOCK) * sizeof<T>() + SLACK;
  const asideRow = <usize>n * sizeof<T>();
  const resultRow = <usize>p.cells * sizeof<T>();
  const result = p.result + <usize>group * p.resultStep + <usize>from * sizeof<T>();
  const offsets = p.offsets + ((<usize>from) << 2);
  const first = group * p.perGroup;
  const last = min(first + p.perGroup, p.count);
  for (let picture = first; picture < last; picture++) {
    const source = p.pictures + <usize>picture * p.pictureStep;
    const gradients = p.gradients + <usize>picture * p.gradientStep;
    for (let k = 0; k < p.places; k += K_BLOCK) {
      const count = min(p.places - k, K_BLOCK);
      const add = k > 0 ? 1 : 0;
      const lines = gradients + <usize>k * sizeof<T>();
      const step = <isize>p.places * sizeof<T>();
      packOffsets<T>(source, offsets, n, k, count, p.gridColumns, p.rowStep, p.tileColumns, right);
      if (sizeof<T>() == 4) {
        pack32(lines, step, 4, p.rows, count, p.tileRows, left);
        block32(p.shape, left, right, aside, asideRow, p.rows, n, count, add, spare);
      } else {
        pack64(lines, step, 8, p.rows, count, p.tileRows, left);
        block64(p.shape, left, right, aside, asideRow, p.rows, n, count, add, spare);
      }
    }
    // A picture's sum on its own, then to those before: the order in which plain adds.
    addRows<T>(result, resultRow, aside, asideRow, p.rows, n, picture > first || p.more != 0);
  }
}
