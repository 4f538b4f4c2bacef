import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(2.0));
const three = new Variable(nd.array(3.0));
const one = new Variable(nd.array(1.0));

const y = three * x + one;
console.log(y);
