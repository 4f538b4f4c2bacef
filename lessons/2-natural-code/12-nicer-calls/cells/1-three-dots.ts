import { nd } from 'dezero';
import { Variable } from './variable.ts';

// In the list of parameters, three dots gather what comes, however much it is: a rest parameter.
function gather(...things) {
  return things.length;
}
console.log(gather(2), gather(2, 3), gather(2, 3, 5, 7));

// In a call, three dots do the opposite: they spread a list over the parameters.
function difference(a, b) {
  return a.data - b.data;
}
const x0 = new Variable(nd.array(5));
const x1 = new Variable(nd.array(3));
const pair = [x0, x1];
console.log(difference(...pair));

// Without the dots the list is one thing, and b gets nothing.
console.log(gather(pair), gather(...pair));
