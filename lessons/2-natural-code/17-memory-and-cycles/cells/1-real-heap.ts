import { nd } from 'dezero';
import { Variable, square } from './variable.ts';

const NUMBERS = 100_000;
const BYTES = 8 * NUMBERS;

/** A big forward pass: x and three results, four arrays, and every function holds its outputs. */
function forward() {
  const x = new Variable(nd.ones([NUMBERS]));
  return square(square(square(x)));
}

/** The same, but no function holds its outputs any more: no cycles. */
function forwardWithoutCycles() {
  const y = forward();
  for (let f = y.creator; f !== null; f = f.inputs[0].creator) f.outputs = null;
  return y;
}

/** Ten passes: by how many arrays memory has grown after each of them. */
function watch(pass) {
  const before = heapUsed();
  const grown = [];
  for (let i = 0; i < 10; i++) {
    pass();
    grown.push(Math.round((heapUsed() - before) / BYTES));
  }
  return grown.join(' ');
}

const kept = [];
console.log(
  'kept in a list: ',
  watch(() => kept.push(forward()))
);
console.log('without cycles: ', watch(forwardWithoutCycles));
console.log('with cycles:    ', watch(forward));
