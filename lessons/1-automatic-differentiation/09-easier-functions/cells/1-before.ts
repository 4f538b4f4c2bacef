import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const A = new Square();
const B = new Exp();
const C = new Square();

const x = new Variable(nd.array(0.5));
const a = A.call(x);
const b = B.call(a);
const y = C.call(b);

y.grad = nd.array(1.0);
y.backward();

console.log(x.grad);
