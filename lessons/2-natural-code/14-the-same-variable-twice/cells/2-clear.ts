import { nd } from 'dezero';
import { Variable, add } from './variable.ts';

const x = new Variable(nd.array(3.0));

// The first calculation uses x twice.
const y = add(x, x);
y.backward();
console.log(x.grad);

// The second one uses it three times.
x.clearGrad();
const z = add(add(x, x), x);
z.backward();
console.log(x.grad);
