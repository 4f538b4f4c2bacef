import { Variable } from './variable.ts';

/** The derivative of f at x by the central difference; f maps a variable to a variable. */
export function numericalDiff(f, x, eps = 1e-4) {
  const x1 = new Variable(x.data + eps);
  const y0 = f(x);
  const y1 = f(x1);
  return (y1.data - y0.data) / eps;
}
