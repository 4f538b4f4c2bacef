import { nd } from 'dezero';
import { Variable, config, noGrad, square } from './variable.ts';

const x = new Variable(nd.array(2.0));

const y = noGrad(() => square(x));
console.log('y:', y.data, 'creator:', y.creator);

// A Variable holds an array, so this goes wrong while recording is off.
try {
  noGrad(() => square(new Variable(3.0)));
} catch (error) {
  console.log('caught:', error.name);
}
console.log('recording again:', config.enableBackprop);

const z = square(x);
z.backward();
console.log('gradient:', x.grad);
