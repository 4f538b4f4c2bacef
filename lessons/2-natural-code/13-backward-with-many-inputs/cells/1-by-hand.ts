import { nd } from 'dezero';
import { Variable, square, add } from './variable.ts';

const x = new Variable(nd.array(2.0));
const y = new Variable(nd.array(3.0));
const a = square(x);
const b = square(y);
const z = add(a, b);

// Back through the addition: both get all of it.
z.grad = nd.array(1.0);
a.grad = z.grad;
b.grad = z.grad;

// From here on, two chains.
x.grad = a.creator.backward(a.grad);
y.grad = b.creator.backward(b.grad);

console.log(x.grad, y.grad);
