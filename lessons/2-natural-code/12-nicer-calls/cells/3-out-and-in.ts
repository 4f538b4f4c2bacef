import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';
import { divideWithRemainder } from './exercise.ts';

const x0 = new Variable(nd.array(17));
const x1 = new Variable(nd.array(5));

const [quotient, remainder] = divideWithRemainder(x0, x1);
console.log(quotient.data, remainder.data);

/** As many inputs as you like. */
class Sum extends Func {
  forward(...xs) {
    let total = 0;
    for (const x of xs) total = total + x;
    return total;
  }
}

const sum = new Sum().call(x0, x1, quotient, remainder);
console.log(sum.data);
