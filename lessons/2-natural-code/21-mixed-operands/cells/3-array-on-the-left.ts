import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array([4.0, 5.0, 6.0]));
const weights = nd.array([1.0, 2.0, 3.0]);

const y = weights * x;
y.backward();

console.log(y);
console.log(x.grad);
