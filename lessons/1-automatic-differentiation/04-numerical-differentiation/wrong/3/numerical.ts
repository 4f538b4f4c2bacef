import { Variable } from './variable.ts';

/** The derivative of f at x by the central difference; f maps a variable to a variable. */
export function numericalDiff(f, x, eps = 1e-4) {
  x.data = x.data - eps;
  const y0 = f(x);
  x.data = x.data + 2 * eps;
  const y1 = f(x);
  return (y1.data - y0.data) / (2 * eps);
}
