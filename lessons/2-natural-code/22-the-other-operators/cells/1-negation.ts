import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(2.0));
const y = -x;
y.backward();

console.log(y);
console.log(x.grad);
