import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const A = new Square();
const B = new Exp();
const C = new Square();

// Forward: every call leaves a link behind.
const x = new Variable(nd.array(0.5));
const a = A.call(x);
const b = B.call(a);
const y = C.call(b);

// Backward: follow the links. dy/dy is 1.
y.grad = nd.array(1.0);

const f3 = y.creator;
f3.input.grad = f3.backward(y.grad);

const f2 = b.creator;
f2.input.grad = f2.backward(b.grad);

const f1 = a.creator;
f1.input.grad = f1.backward(a.grad);

console.log(x.grad);
