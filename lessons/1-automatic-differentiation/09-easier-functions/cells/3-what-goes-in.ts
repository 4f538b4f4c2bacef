import { nd, NDArray } from 'dezero';
import { Variable, Func } from './variable.ts';

for (const content of [nd.array(3.0), null, 3.0, '3']) {
  try {
    new Variable(content);
    console.log('goes in');
  } catch (error) {
    console.log(error.message);
  }
}

/** item() takes a plain number out of an array, so that is what this forward gives back. */
class Largest extends Func {
  forward(x) {
    return nd.max(x).item();
  }
}

const x = new Variable(nd.array([1, 5, 3]));
const y = new Largest().call(x);
console.log('an array again:', y.data instanceof NDArray);
