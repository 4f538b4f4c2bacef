// Which set of instructions the kernels are built for; scripts/build-kernels.mjs replaces this file for the relaxed set.
// The strict set gives the same bits on every machine; the relaxed one fuses multiply and add, and is not used where the
// processor cannot (`fuses`).
import { Stored } from './tables.as';

export const RELAXED: bool = false;

/** a * b + c of four float32, rounded once in the relaxed set. */
export function madd(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b of four float32, rounded once in the relaxed set. */
export function nmadd(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
}

/** 2^27 + 1, which parts a float64 into halves; its place in ../tables.ts. */
const SPLITTER = 29;

/** a * b - product of two float64 exactly, where product is the rounded a * b. */
export function productError(a: v128, b: v128, product: v128): v128 {
  if (RELAXED) return f64x2.relaxed_madd(a, b, f64x2.neg(product));
  const scaledA = f64x2.mul(a, Stored.double(SPLITTER));
  const highA = f64x2.sub(scaledA, f64x2.sub(scaledA, a));
  const lowA = f64x2.sub(a, highA);
  const scaledB = f64x2.mul(b, Stored.double(SPLITTER));
  const highB = f64x2.sub(scaledB, f64x2.sub(scaledB, b));
  const lowB = f64x2.sub(b, highB);
  let error = f64x2.sub(f64x2.mul(highA, highB), product);
  error = f64x2.add(error, f64x2.mul(highA, lowB));
  error = f64x2.add(error, f64x2.mul(lowA, highB));
  return f64x2.add(error, f64x2.mul(lowA, lowB));
}

/** 1 where relaxed instructions round once: what x * x loses by rounding is then not lost. */
export function fuses(x32: f32, x64: f64): i32 {
  if (!RELAXED) return 0;
  const single = f32x4.relaxed_madd(f32x4.splat(x32), f32x4.splat(x32), f32x4.splat(-(x32 * x32)));
  const double = f64x2.relaxed_madd(f64x2.splat(x64), f64x2.splat(x64), f64x2.splat(-(x64 * x64)));
  return f32x4.extract_lane(single, 0) != 0 && f64x2.extract_lane(double, 0) != 0 ? 1 : 0;
}
