/** 1/(1 + e⁻ˣ), from e to the minus |x|, which cannot overflow. */
import { strided } from './strided.ts';

export const sigmoid = strided(
  'sigmoid(x)',
  1,
  `fn sigmoid(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}`
);
