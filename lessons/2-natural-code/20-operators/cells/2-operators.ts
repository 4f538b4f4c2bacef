import { nd } from 'dezero';
import { Variable } from './variable.ts';

const a = new Variable(nd.array(3.0));
const b = new Variable(nd.array(2.0));
const c = new Variable(nd.array(1.0));

const y = a * b + c;
y.backward();

console.log(y);
console.log(a.grad);
console.log(b.grad);
