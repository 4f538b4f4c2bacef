import { nd } from 'dezero';
import { Variable, square, add } from './variable.ts';

const x = new Variable(nd.array(2.0));
const a = square(x);
const b = square(a);
const c = square(a);
const y = add(b, c);

// By hand. First everything that a went into:
y.grad = nd.array(1.0);
const [gb, gc] = y.creator.backward(y.grad);
b.grad = gb;
c.grad = gc;
a.grad = b.creator.backward(b.grad);
a.grad = a.grad + c.creator.backward(c.grad);

// Now a has all of it, and only now we go on.
x.grad = a.creator.backward(a.grad);

console.log(a.grad);
console.log(x.grad);
