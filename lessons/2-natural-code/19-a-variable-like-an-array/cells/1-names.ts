import { nd } from 'dezero';
import { Variable, add, square } from './variable.ts';

const x = new Variable(nd.array(1.0), 'input');

// Variables in a list have no name of their own in the code, so each one brings a name along.
const weights = [0.5, 1.5, 2.5].map((value, i) => new Variable(nd.array(value), `w${i}`));

let sum = x;
for (const w of weights) sum = add(sum, w);
const y = square(sum);

// A name can come later, too.
y.name = 'loss';
y.backward();

console.log(x.name, weights[2].name, y.name);
