import { nd } from 'dezero';
import { Variable, square } from './variable.ts';

const rows = [
  [1, 2, 3],
  [4, 5, 6]
];
const x = new Variable(nd.array(rows), 'x');
const whole = new Variable(nd.array(rows, 'int32'));

console.log(x.name);
console.log(x);
console.log(whole);
console.log(square(x));
console.log(`half: ${new Variable(nd.array(0.5))}`);
console.log(new Variable(null));
