import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const A = new Square();
const B = new Exp();
const C = new Square();

// Forward: A, B, C.
const x = new Variable(nd.array(0.5));
const a = A.call(x);
const b = B.call(a);
const y = C.call(b);

// Backward: C, B, A. It begins with dy/dy, which is 1.
y.grad = nd.array(1.0);
b.grad = C.backward(y.grad);
a.grad = B.backward(b.grad);
x.grad = A.backward(a.grad);

console.log(x.grad);
