import { nd } from 'dezero';
import { Variable, square, add } from './variable.ts';

// y = a² + a, with a = x². The slope at 2 is 36.
const x = new Variable(nd.array(2.0));
const a = square(x);
const y = add(square(a), a);
y.backward();
console.log('a² + a:', x.grad);

// The same sum, the other way round.
const u = new Variable(nd.array(2.0));
const v = square(u);
const w = add(v, square(v));
w.backward();
console.log('a + a²:', u.grad);
