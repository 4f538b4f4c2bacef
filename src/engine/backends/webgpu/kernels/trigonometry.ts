/**
 * sin and cos for the kernels of these names. WGSL promises only 2⁻¹¹ for its own, and that within [-π, π]; here the
 * argument is reduced by multiples of π/2 in three parts (good up to some ten thousands), then a polynomial of the
 * Cephes library is used.
 */
export const TRIGONOMETRY = `fn wave(x: f32, turn: i32) -> f32 {
  let n = round(x * 0.636619772);
  let r = ((x - n * 1.5703125) - n * 4.83751297e-4) - n * 7.54978995e-8;
  let z = r * r;
  let s = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 - z * 1.9515295891e-4));
  let c = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
  let quarter = (i32(n) + turn) & 3;
  let v = select(s, c, (quarter & 1) == 1);
  return select(v, -v, quarter >= 2);
}`;
