// Kernels on blocks of whole rows: one number per row, one per column, and numbers of rows written along the rows.
// Sums add as plain does, which is as NumPy does: pairwise along a row of up to 8192 elements, row by row down a column.

/** Sums of rows. */
export function sumRows32(out: usize, a: usize, rows: i32, length: i32): void {
  for (const end = out + ((<usize>rows) << 2); out < end; out += 4, a += (<usize>length) << 2)
    store<f32>(out, 0 + pairwise32(a, length));
}

export function sumRows64(out: usize, a: usize, rows: i32, length: i32): void {
  for (const end = out + ((<usize>rows) << 3); out < end; out += 8, a += (<usize>length) << 3)
    store<f64>(out, 0 + pairwise64(a, length));
}

/** Eight running sums for up to 128 elements, halves above. */
function pairwise32(a: usize, n: i32): f32 {
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) & 7);
    return pairwise32(a, half) + pairwise32(a + ((<usize>half) << 2), n - half);
  }
  let sum: f32 = 0;
  const end = a + ((<usize>n) << 2);
  if (n >= 8) {
    let r = v128.load(a);
    let s = v128.load(a, 16);
    const last = a + ((<usize>(n & ~7)) << 2);
    for (a += 32; a < last; a += 32) {
      r = f32x4.add(r, v128.load(a));
      s = f32x4.add(s, v128.load(a, 16));
    }
    sum =
      f32x4.extract_lane(r, 0) +
      f32x4.extract_lane(r, 1) +
      (f32x4.extract_lane(r, 2) + f32x4.extract_lane(r, 3)) +
      (f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3)));
  }
  for (; a < end; a += 4) sum += load<f32>(a);
  return sum;
}

function pairwise64(a: usize, n: i32): f64 {
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) & 7);
    return pairwise64(a, half) + pairwise64(a + ((<usize>half) << 3), n - half);
  }
  let sum: f64 = 0;
  const end = a + ((<usize>n) << 3);
  if (n >= 8) {
    let r = v128.load(a);
    let s = v128.load(a, 16);
    let t = v128.load(a, 32);
    let u = v128.load(a, 48);
    const last = a + ((<usize>(n & ~7)) << 3);
    for (a += 64; a < last; a += 64) {
      r = f64x2.add(r, v128.load(a));
      s = f64x2.add(s, v128.load(a, 16));
      t = f64x2.add(t, v128.load(a, 32));
      u = f64x2.add(u, v128.load(a, 48));
    }
    sum =
      f64x2.extract_lane(r, 0) +
      f64x2.extract_lane(r, 1) +
      (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)) +
      (f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1) + (f64x2.extract_lane(u, 0) + f64x2.extract_lane(u, 1)));
  }
  for (; a < end; a += 8) sum += load<f64>(a);
  return sum;
}

export class Rows {
  /** total[j] = of(a[i][j], total[j]), row by row. */
  @inline static down<K>(total: usize, a: usize, rows: i32, bytes: i32): void {
    const kernel = changetype<K>(0);
    for (; rows > 0; rows--, a += <usize>bytes)
      for (let j: usize = 0; j < <usize>bytes; j += 16)
        v128.store(total + j, kernel.of(v128.load(a + j), v128.load(total + j)));
  }

  /** The largest or smallest of each row. */
  @inline static along32<K>(out: usize, a: usize, rows: i32, length: i32): void {
    const kernel = changetype<K>(0);
    for (const end = out + ((<usize>rows) << 2); out < end; out += 4) {
      const next = a + ((<usize>length) << 2);
      let best = v128.load32_splat(a);
      let at = a;
      if (length >= 64) {
        // Four at a time, since each has to wait for the one before.
        let best1 = best;
        let best2 = best;
        let best3 = best;
        for (; at + 64 <= next; at += 64) {
          best = kernel.of(v128.load(at), best);
          best1 = kernel.of(v128.load(at, 16), best1);
          best2 = kernel.of(v128.load(at, 32), best2);
          best3 = kernel.of(v128.load(at, 48), best3);
        }
        best = kernel.of(kernel.of(best1, best), kernel.of(best3, best2));
      }
      for (; at + 16 <= next; at += 16) best = kernel.of(v128.load(at), best);
      best = kernel.of(i32x4.shuffle(best, best, 2, 3, 0, 1), best);
      best = kernel.of(i32x4.shuffle(best, best, 1, 0, 3, 2), best);
      for (; at < next; at += 4) best = kernel.of(v128.load32_splat(at), best);
      let value = f32x4.extract_lane(best, 0);
      // Of 0 and -0 the first one counts.
      if (value == 0) for (at = a, value = load<f32>(at); value != 0; at += 4, value = load<f32>(at)) {}
      store<f32>(out, value);
      a = next;
    }
  }

  @inline static along64<K>(out: usize, a: usize, rows: i32, length: i32): void {
    const kernel = changetype<K>(0);
    for (const end = out + ((<usize>rows) << 3); out < end; out += 8) {
      const next = a + ((<usize>length) << 3);
      let best = v128.load64_splat(a);
      let at = a;
      if (length >= 32) {
        let best1 = best;
        let best2 = best;
        let best3 = best;
        for (; at + 64 <= next; at += 64) {
          best = kernel.of(v128.load(at), best);
          best1 = kernel.of(v128.load(at, 16), best1);
          best2 = kernel.of(v128.load(at, 32), best2);
          best3 = kernel.of(v128.load(at, 48), best3);
        }
        best = kernel.of(kernel.of(best1, best), kernel.of(best3, best2));
      }
      for (; at + 16 <= next; at += 16) best = kernel.of(v128.load(at), best);
      best = kernel.of(i64x2.shuffle(best, best, 1, 0), best);
      if (at < next) best = kernel.of(v128.load64_splat(at), best);
      let value = f64x2.extract_lane(best, 0);
      if (value == 0) for (at = a, value = load<f64>(at); value != 0; at += 8, value = load<f64>(at)) {}
      store<f64>(out, value);
      a = next;
    }
  }
}

/** Writes number i along row i. A row is written in whole vectors; what goes too far is overwritten by the next. */
export function spread32(out: usize, numbers: usize, rows: i32, length: i32): void {
  for (const end = numbers + ((<usize>rows) << 2); numbers < end; numbers += 4) {
    const x = v128.load32_splat(numbers);
    const next = out + ((<usize>length) << 2);
    for (let at = out; at < next; at += 16) v128.store(at, x);
    out = next;
  }
}

export function spread64(out: usize, numbers: usize, rows: i32, length: i32): void {
  for (const end = numbers + ((<usize>rows) << 3); numbers < end; numbers += 8) {
    const x = v128.load64_splat(numbers);
    const next = out + ((<usize>length) << 3);
    for (let at = out; at < next; at += 16) v128.store(at, x);
    out = next;
  }
}
