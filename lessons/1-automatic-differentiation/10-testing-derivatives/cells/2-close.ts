import { nd } from 'dezero';
import { Variable, square, exp } from './variable.ts';
import { numericalDiff } from './numerical.ts';

const f = (x) => square(exp(square(x)));

const x = new Variable(nd.array(0.5));
const y = f(x);
y.backward();

const a = x.grad.item();
const b = numericalDiff(f, x).item();
console.log('backward: ', a);
console.log('numerical:', b);
console.log('equal?', a === b);

const [atol, rtol] = [1e-8, 1e-5];
console.log('they differ by:', Math.abs(a - b));
console.log('allowed:', atol + rtol * Math.abs(b));
console.log('close enough?', Math.abs(a - b) <= atol + rtol * Math.abs(b));
