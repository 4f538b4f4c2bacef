// Packing patches of pictures straight into panels, as the tiles of tiles.as.ts read them. An element under a window
// lies at (place) + (offset): places walk over a grid of rows, `rowStep` bytes apart, whose columns lie side by side;
// the offset belongs to the cell of the window and the channel. What lies behind the end of a row is read and written
// along, and written over by what comes next, so all moves are whole vectors: sources and panels need SLACK at their end.

/** Bytes that are read behind a picture and written behind the panels at most. */
export const SLACK: usize = 256;

/** Panels whose columns are the places from `from` on, n of them, and whose k are `count` offsets. */
export function packPlaces<T>(
  picture: usize,
  offsets: usize,
  count: i32,
  from: i32,
  n: i32,
  gridColumns: i32,
  rowStep: usize,
  tile: i32,
  to: usize
): void {
  packByPlace(picture, offsets, count, from, n, gridColumns, rowStep, tile, alignof<T>(), to);
}

function packByPlace(
  picture: usize,
  offsets: usize,
  count: i32,
  from: i32,
  n: i32,
  gridColumns: i32,
  rowStep: usize,
  tile: i32,
  shift: i32,
  to: usize
): void {
  const width = (<usize>tile) << shift;
  const end = offsets + <usize>count * 4;
  let row = from / gridColumns;
  let column = from - row * gridColumns;
  for (let p = 0; p < n; p += tile, to += width * <usize>count) {
    const first = picture + <usize>row * rowStep + ((<usize>column) << shift);
    const whole = min(tile, n - p);
    const here = min(whole, gridColumns - column);
    column += here;
    if (here == whole) {
      if (column == gridColumns) {
        column = 0;
        row++;
      }
      moveOne(first, offsets, end, width, to);
      continue;
    }
    const rest = whole - here;
    row++;
    column = 0;
    const second = picture + <usize>row * rowStep;
    const split = (<usize>here) << shift;
    if (rest <= gridColumns) {
      column = rest;
      if (column == gridColumns) {
        column = 0;
        row++;
      }
      moveTwo(first, second, split, offsets, end, width, to);
      continue;
    }
    // Narrow grids: as many pieces as rows are met.
    let into = to;
    for (let at = offsets; at < end; at += 4, into += width) {
      const offset = <usize>load<i32>(at);
      movePiece(first + offset, split, into);
      let left = rest;
      let next = second + offset;
      for (let piece = into + split; left > 0; left -= gridColumns, next += rowStep) {
        const bytes = (<usize>min(left, gridColumns)) << shift;
        movePiece(next, bytes, piece);
        piece += bytes;
      }
    }
    row += rest / gridColumns;
    column = rest % gridColumns;
  }
}

/** One run for each offset. */
function moveOne(first: usize, offsets: usize, end: usize, width: usize, to: usize): void {
  if (width == 32)
    for (; offsets < end; offsets += 4, to += 32) {
      const at = first + <usize>load<i32>(offsets);
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
    }
  else if (width == 48)
    for (; offsets < end; offsets += 4, to += 48) {
      const at = first + <usize>load<i32>(offsets);
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
      v128.store(to, v128.load(at, 32), 32);
    }
  else for (; offsets < end; offsets += 4, to += width) movePiece(first + <usize>load<i32>(offsets), width, to);
}

/** The first `split` bytes from one row of the grid, the others from the next. */
function moveTwo(first: usize, second: usize, split: usize, offsets: usize, end: usize, width: usize, to: usize): void {
  const rest = width - split;
  if (width == 32 && split == 16)
    for (; offsets < end; offsets += 4, to += 32) {
      const offset = <usize>load<i32>(offsets);
      v128.store(to, v128.load(first + offset));
      v128.store(to, v128.load(second + offset), 16);
    }
  else if (width == 32 && split < 16)
    for (; offsets < end; offsets += 4, to += 32) {
      const offset = <usize>load<i32>(offsets);
      v128.store(to, v128.load(first + offset));
      v128.store(to + split, v128.load(second + offset));
      v128.store(to + split, v128.load(second + offset, 16), 16);
    }
  else if (width == 32)
    for (; offsets < end; offsets += 4, to += 32) {
      const offset = <usize>load<i32>(offsets);
      v128.store(to, v128.load(first + offset));
      v128.store(to, v128.load(first + offset, 16), 16);
      v128.store(to + split, v128.load(second + offset));
    }
  else
    for (; offsets < end; offsets += 4, to += width) {
      const offset = <usize>load<i32>(offsets);
      movePiece(first + offset, split, to);
      movePiece(second + offset, rest, to + split);
    }
}

/** In whole vectors, so up to 15 bytes more than asked. */
function movePiece(from: usize, bytes: usize, to: usize): void {
  for (const end = to + bytes; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

/** Panels whose columns are n offsets and whose k are `count` places from `from` on. */
export function packOffsets<T>(
  picture: usize,
  offsets: usize,
  n: i32,
  from: i32,
  count: i32,
  gridColumns: i32,
  rowStep: usize,
  tile: i32,
  to: usize
): void {
  const lanes: i32 = sizeof<T>() == 4 ? 4 : 2;
  const step = <usize>tile * sizeof<T>();
  const firstRow = from / gridColumns;
  const firstColumn = from - firstRow * gridColumns;
  for (let p = 0; p < n; p += tile, to += step * <usize>count)
    for (let line = 0; line < tile; line += lanes) {
      let row = picture + <usize>firstRow * rowStep;
      let column = firstColumn;
      let into = to + <usize>line * sizeof<T>();
      // Columns that are missing in the last panel repeat the last offset; nobody reads their sums.
      const a = offsetAt(offsets, min(p + line, n - 1));
      const b = offsetAt(offsets, min(p + line + 1, n - 1));
      const c = offsetAt(offsets, min(p + line + 2, n - 1));
      const d = offsetAt(offsets, min(p + line + 3, n - 1));
      for (let left = count; left > 0; row += rowStep, column = 0) {
        const here = min(left, gridColumns - column);
        const at = row + <usize>column * sizeof<T>();
        if (sizeof<T>() == 4) turn32(at + a, at + b, at + c, at + d, here, step, into);
        else turn64(at + a, at + b, here, step, into);
        into += step * <usize>here;
        left -= here;
      }
    }
}

function offsetAt(offsets: usize, index: i32): usize {
  return <usize>load<i32>(offsets + ((<usize>index) << 2));
}

/**
 * Some cells of kernels (OC, C, cells) as (some cells, OC, C). `picks`: the cells, 32-bit numbers. Reads in order, writes
 * in as many streams as there are cells.
 */
export function turnKernels32(from: usize, oc: i32, c: i32, cells: i32, picks: usize, count: i32, to: usize): void {
  turnKernels<f32>(from, oc, c, cells, picks, count, to);
}

export function turnKernels64(from: usize, oc: i32, c: i32, cells: i32, picks: usize, count: i32, to: usize): void {
  turnKernels<f64>(from, oc, c, cells, picks, count, to);
}

function turnKernels<T>(from: usize, oc: i32, c: i32, cells: i32, picks: usize, count: i32, to: usize): void {
  const matrix = <usize>(oc * c) * sizeof<T>();
  const last = to + matrix;
  for (; to < last; to += sizeof<T>(), from += <usize>cells * sizeof<T>()) {
    let into = to;
    for (let i = 0; i < count; i++, into += matrix)
      store<T>(into, load<T>(from + <usize>load<i32>(picks + ((<usize>i) << 2)) * sizeof<T>()));
  }
}

/** Squares of 4 x 4, turned: up to 3 rows more than asked. */
function turn32(a: usize, b: usize, c: usize, d: usize, count: i32, step: usize, to: usize): void {
  for (let i = 0; i < count; i += 4, a += 16, b += 16, c += 16, d += 16) {
    const va = v128.load(a);
    const vb = v128.load(b);
    const vc = v128.load(c);
    const vd = v128.load(d);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    to += step;
    v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    to += step;
    v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
    to += step;
    v128.store(to, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
    to += step;
  }
}

function turn64(a: usize, b: usize, count: i32, step: usize, to: usize): void {
  for (let i = 0; i < count; i += 2, a += 16, b += 16) {
    const va = v128.load(a);
    const vb = v128.load(b);
    v128.store(to, v128.shuffle<f64>(va, vb, 0, 2));
    to += step;
    v128.store(to, v128.shuffle<f64>(va, vb, 1, 3));
    to += step;
  }
}
