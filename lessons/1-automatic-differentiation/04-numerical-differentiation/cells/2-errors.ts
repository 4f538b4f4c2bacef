import { nd } from 'dezero';
import { Variable, Exp } from './variable.ts';
import { numericalDiff } from './numerical.ts';

const exp = (x) => new Exp().call(x);
const x = new Variable(nd.array(1.0));

// The derivative of e to the power of x is e to the power of x: 2.718281828459045 at 1.
for (const eps of [1e-1, 1e-3, 1e-5, 1e-7, 1e-11, 1e-13]) {
  console.log(eps, numericalDiff(exp, x, eps));
}
