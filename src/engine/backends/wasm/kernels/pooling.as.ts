// Pooling of planes (H x W) under a window: the largest element or the average, and their adjoints. Planes lie one
// behind the other, in pictures and in results. A block of planes is what one call takes. pooling.ts calls these.

/** The words of a call. */
// @ts-ignore: decorator
@unmanaged
class Pooling {
  planes: i32;
  height: i32;
  width: i32;
  /** Places of the window. */
  rows: i32;
  columns: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  top: i32;
  left: i32;
  pictures: usize;
  /** One for each place. */
  places: usize;
  /** The adjoint's result: pictures. */
  others: usize;
}

export function maxPool32(call: usize): void {
  const p = changetype<Pooling>(call);
  if (isHalving(p)) halve<f32>(p);
  else maxPool<f32>(p);
}

export function maxPool64(call: usize): void {
  const p = changetype<Pooling>(call);
  if (isHalving(p)) halve<f64>(p);
  else maxPool<f64>(p);
}

export function maxPoolSpread32(call: usize): void {
  const p = changetype<Pooling>(call);
  if (isHalving(p)) spreadHalves<f32>(p);
  else maxPoolSpread<f32>(p);
}

export function maxPoolSpread64(call: usize): void {
  const p = changetype<Pooling>(call);
  if (isHalving(p)) spreadHalves<f64>(p);
  else maxPoolSpread<f64>(p);
}

export function averagePool32(call: usize): void {
  averagePool<f32>(changetype<Pooling>(call));
}

export function averagePool64(call: usize): void {
  averagePool<f64>(changetype<Pooling>(call));
}

export function averagePoolSpread32(call: usize): void {
  averagePoolSpread<f32>(changetype<Pooling>(call));
}

export function averagePoolSpread64(call: usize): void {
  averagePoolSpread<f64>(changetype<Pooling>(call));
}

function planeOf<T>(p: Pooling): usize {
  return <usize>(p.height * p.width) * sizeof<T>();
}

/** Where the first largest element under a window lies in its plane, in elements; -1: in the padding, whose 0 it is. */
function winner<T>(p: Pooling, plane: usize, y0: i32, x0: i32): i32 {
  const bottom = y0 + p.kernelHeight;
  const right = x0 + p.kernelWidth;
  let best: T = 0;
  let found = -1;
  if (y0 >= 0 && x0 >= 0 && bottom <= p.height && right <= p.width) {
    found = y0 * p.width + x0;
    best = load<T>(plane + <usize>found * sizeof<T>());
    for (let y = y0; y < bottom; y++) {
      let at = y * p.width + x0;
      for (let x = x0; x < right; x++, at++) {
        const value = load<T>(plane + <usize>at * sizeof<T>());
        if (value > best || (value != value && best == best)) {
          best = value;
          found = at;
        }
      }
    }
    return found;
  }
  let first = true;
  for (let y = y0; y < bottom; y++)
    for (let x = x0; x < right; x++) {
      const inside = y >= 0 && x >= 0 && y < p.height && x < p.width;
      const at = inside ? y * p.width + x : -1;
      const value: T = inside ? load<T>(plane + <usize>at * sizeof<T>()) : 0;
      if (first || value > best || (value != value && best == best)) {
        best = value;
        found = at;
        first = false;
      }
    }
  return found;
}

function maxPool<T>(p: Pooling): void {
  let plane = p.pictures;
  let to = p.places;
  for (let i = 0; i < p.planes; i++, plane += planeOf<T>(p))
    for (let row = 0, y = -p.top; row < p.rows; row++, y += p.strideHeight)
      for (let column = 0, x = -p.left; column < p.columns; column++, x += p.strideWidth, to += sizeof<T>()) {
        const at = winner<T>(p, plane, y, x);
        store<T>(to, at < 0 ? 0 : load<T>(plane + <usize>at * sizeof<T>()));
      }
}

function maxPoolSpread<T>(p: Pooling): void {
  let plane = p.pictures;
  let into = p.others;
  let from = p.places;
  memory.fill(into, 0, planeOf<T>(p) * <usize>p.planes);
  for (let i = 0; i < p.planes; i++, plane += planeOf<T>(p), into += planeOf<T>(p))
    for (let row = 0, y = -p.top; row < p.rows; row++, y += p.strideHeight)
      for (let column = 0, x = -p.left; column < p.columns; column++, x += p.strideWidth, from += sizeof<T>()) {
        const at = winner<T>(p, plane, y, x);
        if (at < 0) continue;
        const target = into + <usize>at * sizeof<T>();
        store<T>(target, load<T>(target) + load<T>(from));
      }
}

/** The sums go cell by cell, as plain's do. */
function averagePool<T>(p: Pooling): void {
  const cells = <T>(p.kernelHeight * p.kernelWidth);
  let plane = p.pictures;
  let to = p.places;
  for (let i = 0; i < p.planes; i++, plane += planeOf<T>(p))
    for (let row = 0, y = -p.top; row < p.rows; row++, y += p.strideHeight)
      for (let column = 0, x = -p.left; column < p.columns; column++, x += p.strideWidth, to += sizeof<T>()) {
        const last = min(x + p.kernelWidth, p.width);
        let sum: T = 0;
        for (let v = max(y, 0), end = min(y + p.kernelHeight, p.height); v < end; v++)
          for (let u = max(x, 0); u < last; u++) sum += load<T>(plane + <usize>(v * p.width + u) * sizeof<T>());
        store<T>(to, sum / cells);
      }
}

/** Divides what is in `places` by the number of cells, then adds it up cell by cell, as plain does. */
function averagePoolSpread<T>(p: Pooling): void {
  const cells = <T>(p.kernelHeight * p.kernelWidth);
  const plane = planeOf<T>(p);
  const places = p.rows * p.columns;
  let into = p.others;
  let from = p.places;
  memory.fill(into, 0, plane * <usize>p.planes);
  for (let at = from, end = from + <usize>(p.planes * places) * sizeof<T>(); at < end; at += sizeof<T>())
    store<T>(at, load<T>(at) / cells);
  for (let i = 0; i < p.planes; i++, into += plane, from += <usize>places * sizeof<T>())
    for (let kh = 0; kh < p.kernelHeight; kh++)
      for (let kw = 0; kw < p.kernelWidth; kw++)
        for (let row = 0, y = kh - p.top; row < p.rows; row++, y += p.strideHeight) {
          if (y < 0 || y >= p.height) continue;
          let at = from + <usize>(row * p.columns) * sizeof<T>();
          for (let column = 0, x = kw - p.left; column < p.columns; column++, x += p.strideWidth, at += sizeof<T>()) {
            if (x < 0 || x >= p.width) continue;
            const target = into + <usize>(y * p.width + x) * sizeof<T>();
            store<T>(target, load<T>(target) + load<T>(at));
          }
        }
}

/** The usual window: 2 by 2, side by side; as many places at a time as a vector has elements. */
function isHalving(p: Pooling): bool {
  return (
    p.kernelHeight == 2 &&
    p.kernelWidth == 2 &&
    p.strideHeight == 2 &&
    p.strideWidth == 2 &&
    (p.top | p.left) == 0 &&
    p.columns >= 4
  );
}

/** Where b is larger than a; NaN is larger than all but NaN. */
function wins<T>(b: v128, a: v128): v128 {
  return sizeof<T>() == 4
    ? v128.or(f32x4.gt(b, a), v128.andnot(f32x4.ne(b, b), f32x4.ne(a, a)))
    : v128.or(f64x2.gt(b, a), v128.andnot(f64x2.ne(b, b), f64x2.ne(a, a)));
}

/** The elements of two vectors at even places, and at odd ones. */
function evens<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? v128.shuffle<f32>(a, b, 0, 2, 4, 6) : v128.shuffle<f64>(a, b, 0, 2);
}

function odds<T>(a: v128, b: v128): v128 {
  return sizeof<T>() == 4 ? v128.shuffle<f32>(a, b, 1, 3, 5, 7) : v128.shuffle<f64>(a, b, 1, 3);
}

/** Elements of two vectors in turns: the first half of what that gives, and the second. */
function storeInTurns<T>(a: v128, b: v128, to: usize): void {
  if (sizeof<T>() == 4) {
    v128.store(to, v128.shuffle<f32>(a, b, 0, 4, 1, 5));
    v128.store(to, v128.shuffle<f32>(a, b, 2, 6, 3, 7), 16);
  } else {
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 16);
  }
}

function halve<T>(p: Pooling): void {
  const row = <usize>p.width * sizeof<T>();
  const results = <usize>p.columns * sizeof<T>();
  const last = results - 16;
  let to = p.places;
  let plane = p.pictures;
  for (let i = 0; i < p.planes; i++, plane += row * <usize>p.height)
    for (let y = 0; y < p.rows; y++, to += results) {
      const upper = plane + row * <usize>(2 * y);
      // The last group overlaps the one before.
      for (let x: usize = 0; x < results; x += 16) {
        const column = min(x, last);
        const at = upper + 2 * column;
        const u0 = v128.load(at);
        const u1 = v128.load(at, 16);
        const l0 = v128.load(at + row);
        const l1 = v128.load(at + row, 16);
        let best = evens<T>(u0, u1);
        const b = odds<T>(u0, u1);
        best = v128.bitselect(b, best, wins<T>(b, best));
        const c = evens<T>(l0, l1);
        best = v128.bitselect(c, best, wins<T>(c, best));
        const d = odds<T>(l0, l1);
        best = v128.bitselect(d, best, wins<T>(d, best));
        v128.store(to + column, best);
      }
    }
}

function spreadHalves<T>(p: Pooling): void {
  const row = <usize>p.width * sizeof<T>();
  const results = <usize>p.columns * sizeof<T>();
  const last = results - 16;
  const zero = i32x4.splat(0);
  let from = p.places;
  let plane = p.pictures;
  let into = p.others;
  if (p.width & 1 || p.height & 1) memory.fill(into, 0, row * <usize>(p.height * p.planes));
  for (let i = 0; i < p.planes; i++, plane += row * <usize>p.height, into += row * <usize>p.height)
    for (let y = 0; y < p.rows; y++, from += results) {
      const upper = plane + row * <usize>(2 * y);
      const target = into + row * <usize>(2 * y);
      for (let x: usize = 0; x < results; x += 16) {
        const column = min(x, last);
        const at = upper + 2 * column;
        const u0 = v128.load(at);
        const u1 = v128.load(at, 16);
        const l0 = v128.load(at + row);
        const l1 = v128.load(at + row, 16);
        let best = evens<T>(u0, u1);
        const b = odds<T>(u0, u1);
        const byB = wins<T>(b, best);
        best = v128.bitselect(b, best, byB);
        const c = evens<T>(l0, l1);
        const byC = wins<T>(c, best);
        best = v128.bitselect(c, best, byC);
        const byD = wins<T>(odds<T>(l0, l1), best);
        // Added to 0, so that -0 becomes 0 as in every sum.
        const given = v128.load(from + column);
        const g = sizeof<T>() == 4 ? f32x4.add(given, zero) : f64x2.add(given, zero);
        const onD = v128.and(g, byD);
        const restC = v128.andnot(g, byD);
        const onC = v128.and(restC, byC);
        const restB = v128.andnot(restC, byC);
        const onB = v128.and(restB, byB);
        const onA = v128.andnot(restB, byB);
        const to = target + 2 * column;
        storeInTurns<T>(onA, onB, to);
        storeInTurns<T>(onC, onD, to + row);
      }
    }
}
