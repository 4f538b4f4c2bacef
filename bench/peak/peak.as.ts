// The fastest that one core can do with 128-bit SIMD: twelve chains that do not wait for each other, without a memory
// access in the loop. Each turn takes 12 steps of 4 lanes, a multiplication and an addition each: 96 operations. The
// values go to shift / (1 - scale) and stay there, far from what is slow (subnormals) or endless.

/** Fused multiply-add: the P128 of the benchmark. */
export function fused(turns: i32, scale: f32, shift: f32): f32 {
  const x = f32x4.splat(scale);
  const y = f32x4.splat(shift);
  let a = f32x4.splat(0);
  let b = f32x4.splat(1);
  let c = f32x4.splat(2);
  let d = f32x4.splat(3);
  let e = f32x4.splat(4);
  let f = f32x4.splat(5);
  let g = f32x4.splat(6);
  let h = f32x4.splat(7);
  let i = f32x4.splat(8);
  let j = f32x4.splat(9);
  let k = f32x4.splat(10);
  let l = f32x4.splat(11);
  for (let turn = 0; turn < turns; turn++) {
    a = f32x4.relaxed_madd(a, x, y);
    b = f32x4.relaxed_madd(b, x, y);
    c = f32x4.relaxed_madd(c, x, y);
    d = f32x4.relaxed_madd(d, x, y);
    e = f32x4.relaxed_madd(e, x, y);
    f = f32x4.relaxed_madd(f, x, y);
    g = f32x4.relaxed_madd(g, x, y);
    h = f32x4.relaxed_madd(h, x, y);
    i = f32x4.relaxed_madd(i, x, y);
    j = f32x4.relaxed_madd(j, x, y);
    k = f32x4.relaxed_madd(k, x, y);
    l = f32x4.relaxed_madd(l, x, y);
  }
  return sum(a, b, c, d, e, f, g, h, i, j, k, l);
}

/** A multiplication, then an addition: all that strict kernels may use. */
export function separate(turns: i32, scale: f32, shift: f32): f32 {
  const x = f32x4.splat(scale);
  const y = f32x4.splat(shift);
  let a = f32x4.splat(0);
  let b = f32x4.splat(1);
  let c = f32x4.splat(2);
  let d = f32x4.splat(3);
  let e = f32x4.splat(4);
  let f = f32x4.splat(5);
  let g = f32x4.splat(6);
  let h = f32x4.splat(7);
  let i = f32x4.splat(8);
  let j = f32x4.splat(9);
  let k = f32x4.splat(10);
  let l = f32x4.splat(11);
  for (let turn = 0; turn < turns; turn++) {
    a = f32x4.add(f32x4.mul(a, x), y);
    b = f32x4.add(f32x4.mul(b, x), y);
    c = f32x4.add(f32x4.mul(c, x), y);
    d = f32x4.add(f32x4.mul(d, x), y);
    e = f32x4.add(f32x4.mul(e, x), y);
    f = f32x4.add(f32x4.mul(f, x), y);
    g = f32x4.add(f32x4.mul(g, x), y);
    h = f32x4.add(f32x4.mul(h, x), y);
    i = f32x4.add(f32x4.mul(i, x), y);
    j = f32x4.add(f32x4.mul(j, x), y);
    k = f32x4.add(f32x4.mul(k, x), y);
    l = f32x4.add(f32x4.mul(l, x), y);
  }
  return sum(a, b, c, d, e, f, g, h, i, j, k, l);
}

/** Of the first lanes; without it the compiler would see that nobody wants the chains. */
function sum(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  e: v128,
  f: v128,
  g: v128,
  h: v128,
  i: v128,
  j: v128,
  k: v128,
  l: v128
): f32 {
  const left = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const right = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(left, right), 0);
}
