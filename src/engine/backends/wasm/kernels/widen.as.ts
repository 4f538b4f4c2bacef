// float32 into float64, four at a time: a typed array converts one at a time when it is filled from one of the other kind.

/** `count` float32 at `from` into as many float64 at `to`; both have room up to a multiple of four. */
export function widen(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4, from += 16, to += 32) {
    const four = v128.load(from);
    v128.store(to, f64x2.promote_low_f32x4(four));
    v128.store(
      to,
      f64x2.promote_low_f32x4(i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15)),
      16
    );
  }
}
