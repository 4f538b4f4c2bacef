import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(2.0));

console.log(-x);
console.log(2.0 - x);
console.log(x - 1.0);
console.log(3.0 / x);

const y = x ** 3;
y.backward();
console.log(y);
console.log(x.grad);
