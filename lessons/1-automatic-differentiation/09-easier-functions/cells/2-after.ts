import { nd } from 'dezero';
import { Variable, square, exp } from './variable.ts';

const x = new Variable(nd.array(0.5));
const a = square(x);
const b = exp(a);
const y = square(b);

y.backward();

console.log(x.grad);
