import { nd } from 'dezero';
import { Variable, square, add } from './variable.ts';

const x = new Variable(nd.array(2.0));
const a = square(x);
const b = square(a);
const c = square(a);
const y = add(b, c);
y.backward();

console.log(y.data);
console.log(x.grad);
