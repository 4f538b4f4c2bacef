/**
 * aᵇ. WGSL's own is undefined for negative a, also where b is whole. Small whole powers are multiplied out, which is
 * exact for x² and the like; a negative number to a broken power is no number.
 */
import { pair } from './strided.ts';

export const pow = pair(
  'power(a, b)',
  `fn power(a: f32, b: f32) -> f32 {
  let whole = b == floor(b);
  if (whole && abs(b) <= 16.0) {
    var y = 1.0;
    for (var k = 0; k < i32(abs(b)); k++) { y *= a; }
    return select(y, 1.0 / y, b < 0.0);
  }
  if (b == 0.5) { return sqrt(a); }
  if (a == 0.0) { return select(0.0, 1.0 / abs(a), b < 0.0); }
  let y = exp2(b * log2(abs(a)));
  if (a > 0.0) { return y; }
  if (!whole) { return sqrt(a); }
  return select(y, -y, abs(b) % 2.0 == 1.0);
}`
);
