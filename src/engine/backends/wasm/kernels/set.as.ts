// Which set of instructions the kernels are built for; scripts/build-kernels.mjs replaces this file for the relaxed set.
// The strict set gives the same bits on every machine; the relaxed one fuses multiply and add where the processor can.
export const RELAXED: bool = false;

/** a * b + c of four float32, rounded once in the relaxed set. */
export function madd(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b of four float32, rounded once in the relaxed set. */
export function nmadd(a: v128, b: v128, c: v128): v128 {
  return RELAXED ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
}
