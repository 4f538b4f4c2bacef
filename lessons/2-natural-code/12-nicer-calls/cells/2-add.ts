import { nd } from 'dezero';
import { Variable, add } from './variable.ts';

const x0 = new Variable(nd.array(2));
const x1 = new Variable(nd.array(3));
const y = add(x0, x1);

console.log(y.data);
