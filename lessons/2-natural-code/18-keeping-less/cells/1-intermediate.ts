import { nd } from 'dezero';
import { Variable, add } from './variable.ts';

const x0 = new Variable(nd.array(1.0));
const x1 = new Variable(nd.array(1.0));
const t = add(x0, x1);
const y = add(x0, t);

y.backward();

console.log(y.grad, t.grad);
console.log(x0.grad, x1.grad);
