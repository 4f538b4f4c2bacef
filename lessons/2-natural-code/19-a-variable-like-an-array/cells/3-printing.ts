import { nd } from 'dezero';
import { Variable, square } from './variable.ts';

const x = new Variable(
  nd.array([
    [1.0, 2.0, 3.0],
    [4.0, 5.0, 6.0]
  ]),
  'x'
);
const whole = new Variable(
  nd.array(
    [
      [1, 2, 3],
      [4, 5, 6]
    ],
    'int32'
  )
);

console.log(x.name);
console.log(x);
console.log(whole);
console.log(square(x));
console.log(`half: ${new Variable(nd.array(0.5))}`);
console.log(new Variable(null));
