import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(4.0));

const difference = 1.0 - x;
difference.backward();
console.log(difference, x.grad);

x.clearGrad();
const quotient = 1.0 / x;
quotient.backward();
console.log(quotient, x.grad);
