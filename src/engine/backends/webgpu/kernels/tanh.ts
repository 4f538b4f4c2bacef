/** (eˣ - e⁻ˣ)/(eˣ + e⁻ˣ). Drivers' own overflow for large x and lose digits for small ones: there a series is used. */
import { strided } from './strided.ts';

export const tanh = strided(
  'hyperbolic(x)',
  1,
  `fn hyperbolic(x: f32) -> f32 {
  let z = x * x;
  let small = x * (1.0 + z * (-1.0 / 3.0 + z * (2.0 / 15.0 + z * (-17.0 / 315.0 + z * (62.0 / 2835.0)))));
  let e = exp(-2.0 * abs(x));
  return select(sign(x) * (1.0 - e) / (1.0 + e), small, z < 0.0625);
}`
);
