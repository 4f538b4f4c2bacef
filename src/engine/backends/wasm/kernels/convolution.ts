/**
 * What conv2d and its adjoints share on this side of the kernels: which calls they take, in which portions, and the
 * words of a convolution. The kernels: conv2d.as.ts, frame.as.ts, patches.as.ts.
 */
import { promote, isFloat, type DType } from '../../../ndarray/dtype.ts';
import type { NDArray } from '../../../ndarray/ndarray.ts';
import { MOST_CHUNKS } from '../control.ts';
import { jobPlaces, jobThreads, runJob } from '../jobs.ts';
import type { Tile } from '../tournament.ts';
import type { Workspace } from '../workspace.ts';
import { type Frame, frameRow } from './frame.ts';

/** Multiplications of a chunk, about 50 us. */
const CHUNK = 1 << 20;
/** What the pictures of one portion take at most, in all forms, unless one picture takes more. */
const PORTION_BYTES = 8 << 20;

// As in conv2d.as.ts and patches.as.ts.
export const K_BLOCK = 256;
export const SPARE = 512;
export const SLACK = 256;

/**
 * The dtype to compute in; null where that is not for these kernels. No convolution is too small: 36 multiplications take
 * 1.5 us here and 2.1 us by patches.
 */
export function floatFor(a: NDArray, b: NDArray, multiplications: number): DType | null {
  const dtype = promote(a.dtype, b.dtype);
  return isFloat(dtype) && multiplications > 0 ? dtype : null;
}

/** Whether threads share so many multiplications. To be asked before places for threads are taken: it starts them. */
export function isShared(multiplications: number): boolean {
  return multiplications >= 2 * CHUNK && jobThreads() > 1;
}

/** How many of `count` pictures to take at a time. */
export function portionOf(count: number, bytesPerPicture: number): number {
  return Math.min(count, Math.max(1, Math.floor(PORTION_BYTES / bytesPerPicture)));
}

/** Where the places of a window lie: a grid over a frame, and where their results go. Steps in elements. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** In the frame, from a row to the next. */
  readonly rowStep: number;
  /** In the result. */
  readonly columnOut: number;
  readonly rowOut: number;
}

/** A grid whose rows lie one behind the other is one row. */
export function merged(grid: Grid): Grid {
  const { rows, columns, rowStep, columnOut, rowOut } = grid;
  if (rowStep !== columns || rowOut !== columns * columnOut) return grid;
  return { rows: 1, columns: rows * columns, rowStep: 0, columnOut, rowOut: rows * columns * columnOut };
}

/** A convolution of framed pictures. */
export interface Convolution {
  readonly frame: Frame;
  readonly grid: Grid;
  readonly tile: Tile;
  readonly size: 4 | 8;
  readonly rows: number;
  /** Cells under a window, over all channels; so many of them are added up on their own. */
  readonly depth: number;
  readonly group: number;
  /** Places that are packed in one go. */
  readonly run: number;
  /** Elements of a plane of the result. */
  readonly plane: number;
}

/** Places of a run: what a thread packs for it stays in the second cache. */
export function runOf(places: number, tile: Tile): number {
  const most = 240;
  const runs = Math.ceil(places / most);
  return Math.ceil(places / runs / tile.columns) * tile.columns;
}

/** Bytes that each thread packs in, `rows` rows of the result aside included. */
function packedBytes(run: number, rows: number, tile: Tile, size: 4 | 8): number {
  const bytes = SPARE + (run + tile.columns) * K_BLOCK * size + SLACK + rows * run * size + SLACK;
  return Math.ceil(bytes / 64) * 64;
}

/** Bytes of kernels as panels. */
export function panelBytes(rows: number, depth: number, tile: Tile, size: 4 | 8): number {
  return Math.ceil(rows / tile.rows) * tile.rows * depth * size;
}

/** Room for what threads pack in any of these, one at a time. */
export function takePacked(space: Workspace, ...convolutions: readonly Convolution[]): number {
  const bytes = convolutions.map(({ run, rows, tile, size }) => packedBytes(run, rows, tile, size));
  return space.take(Math.max(...bytes) * jobPlaces());
}

/** Addresses of what one portion of a convolution needs. */
export interface Addresses {
  readonly frames: number;
  readonly offsets: number;
  readonly kernels: number;
  readonly biases: number;
  readonly result: number;
  readonly packed: number;
}

export function runConvolution(convolution: Convolution, at: Addresses, count: number, shared: boolean): void {
  const { frame, grid, tile, size, rows, depth, group, run, plane } = convolution;
  const places = grid.rows * grid.columns;
  const runs = Math.ceil(places / run);
  const all = count * runs;
  const perChunk = Math.max(1, Math.floor(CHUNK / (rows * depth * run)), Math.ceil(all / MOST_CHUNKS));
  const words = [
    ...[at.frames, frame.elements * size],
    ...[at.offsets, depth, group],
    ...[places, grid.columns, grid.rowStep * size],
    ...[at.kernels, rows, at.biases],
    ...[at.result, rows * plane * size, plane * size, grid.columnOut * size, grid.rowOut * size],
    ...[run, runs, all, perChunk],
    ...[tile.shape, tile.rows, tile.columns],
    ...[at.packed, packedBytes(run, rows, tile, size)]
  ];
  runJob(size === 4 ? 'convolve32' : 'convolve64', Math.ceil(all / perChunk), words, shared);
}

/** Elements from a place to the same place one row further down, for a stride of `step` rows. */
export function rowStepOf(frame: Frame, step: number): number {
  return frameRow(frame) * step;
}
