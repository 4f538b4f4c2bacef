import { nd } from 'dezero';
import { Variable, add } from './variable.ts';

const x = new Variable(nd.array(3.0));
const y = add(x, x);
y.backward();

console.log(y.data);
console.log(x.grad);
