/**
 * Beale's function: (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².
 * x and y are variables, and so is the result.
 */
export function beale(x, y) {
  const first = 1.5 - x + x * y;
  const second = 2.25 - x + (x * y) ** 2;
  const third = 2.625 - x + (x * y) ** 3;
  return first ** 2 + second ** 2 + third ** 2;
}
