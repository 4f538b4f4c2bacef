import { nd } from 'dezero';
import { Variable, add, mul } from './variable.ts';

const a = new Variable(nd.array(3.0));
const b = new Variable(nd.array(2.0));
const c = new Variable(nd.array(1.0));

const y = add(mul(a, b), c);
console.log(y);
