import { nd } from 'dezero';
import { Variable, square } from './variable.ts';
import { mul } from './exercise.ts';

const x = new Variable(nd.array(2.0));
const y = new Variable(nd.array(3.0));

const a = square(x);
const z = mul(a, y);
z.backward();

console.log(z.data);
console.log(a.grad, y.grad);
console.log(x.grad);
