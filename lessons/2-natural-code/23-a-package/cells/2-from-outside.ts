import { nd } from 'dezero';
import { Variable } from './index.ts';

const x = new Variable(nd.array(1.0));
const y = (x + 3) ** 2;
y.backward();

console.log(y);
console.log(x.grad);
