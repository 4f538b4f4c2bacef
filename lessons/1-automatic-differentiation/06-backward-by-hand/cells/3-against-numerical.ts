import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';
import { numericalDiff } from './numerical.ts';

const A = new Square();
const B = new Exp();
const C = new Square();
const f = (x) => C.call(B.call(A.call(x)));

const x = new Variable(nd.array(0.5));
console.log('numerical:', numericalDiff(f, x));

// A fresh forward pass, so that A, B and C keep the inputs that belong to x.
f(x);
const gb = C.backward(nd.array(1.0));
const ga = B.backward(gb);
console.log('backward: ', A.backward(ga));
