import { nd } from 'dezero';
import { Variable, square, add } from './variable.ts';

const x = new Variable(nd.array(2.0));
const y = new Variable(nd.array(3.0));

const z = add(square(x), square(y));
z.backward();

console.log(z.data);
console.log(x.grad);
console.log(y.grad);
