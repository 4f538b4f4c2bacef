import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(2.0));

// An array on the right.
console.log(x + nd.array(3.0));

// A number on the right.
console.log(x + 3.0);

// Numbers on both sides.
const y = 3.0 * x + 1.0;
console.log(y);
