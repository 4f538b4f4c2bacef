import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';
import { numericalDiff } from './numerical.ts';

function f(x) {
  const A = new Square();
  const B = new Exp();
  const C = new Square();
  return C.call(B.call(A.call(x)));
}

const x = new Variable(nd.array(0.5));
console.log(numericalDiff(f, x));
