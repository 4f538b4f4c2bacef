/** The remainder of a / b with the sign of b. */
import { pair } from './strided.ts';

export const mod = pair(
  'remainder(a, b)',
  `fn remainder(a: f32, b: f32) -> f32 {
  let r = a % b;
  return select(r, r + b, r != 0.0 && (r < 0.0) != (b < 0.0));
}`
);
