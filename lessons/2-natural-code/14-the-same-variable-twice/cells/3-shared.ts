import { nd } from 'dezero';
import { Variable, add } from './variable.ts';

const x = new Variable(nd.array([1.0, 2.0]));
const y = add(x, x);
y.backward();

console.log('x.grad', x.grad);
console.log('y.grad', y.grad);
