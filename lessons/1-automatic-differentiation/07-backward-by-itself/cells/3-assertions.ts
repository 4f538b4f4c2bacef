import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

function assert(statement, what) {
  if (!statement) throw new Error(`this should be true, but is not: ${what}`);
}

const A = new Square();
const B = new Exp();
const C = new Square();

const x = new Variable(nd.array(0.5));
const a = A.call(x);
const b = B.call(a);
const y = C.call(b);

assert(y.creator === C, 'C made y');
assert(y.creator.input === b, 'b went into C');
assert(y.creator.input.creator === B, 'B made b');
assert(x.creator === null, 'nobody made x');

console.log('all four hold');
