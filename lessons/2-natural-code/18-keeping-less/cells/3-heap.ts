import { nd } from 'dezero';
import { Variable, noGrad, square } from './variable.ts';

const MEGABYTE = 2 ** 20;

/** x and the result of eight functions in a row; an array of 131,072 numbers takes one megabyte. */
function forward() {
  const x = new Variable(nd.ones([MEGABYTE / 8]));
  let y = x;
  for (let i = 0; i < 8; i++) y = square(y);
  return [x, y];
}

function forwardAndBackward(options) {
  const [x, y] = forward();
  y.backward(options);
  return [x, y];
}

/** How many megabytes are in use while what body made is held. */
function held(body) {
  const before = heapUsed();
  const made = body();
  const megabytes = Math.round((heapUsed() - before) / MEGABYTE);
  return made.length > 0 ? megabytes : NaN;
}

console.log('forward, with links:', held(forward));
console.log(
  'and backward, all gradients kept:',
  held(() => forwardAndBackward({ retainGrad: true }))
);
console.log(
  'and backward, used gradients dropped:',
  held(() => forwardAndBackward())
);
console.log(
  'forward, without links:',
  held(() => noGrad(forward))
);
