import { nd } from 'dezero';
import { Variable, square } from './variable.ts';
import { numericalDiff } from './numerical.ts';

function test(name, passed) {
  console.log(passed ? `ok: ${name}` : `FAILED: ${name}`);
}

const x = new Variable(nd.array(2.0));
const y = square(x);
test('forward, 2 squared is 4', y.data.item() === 4);

const x3 = new Variable(nd.array(3.0));
const y3 = square(x3);
y3.backward();
test('backward, the slope at 3 is 6', x3.grad.item() === 6);

// Nobody worked this one out: another way of calculating it has to agree.
const some = new Variable(nd.array([-1.7, 0.2, 0.9]));
const squares = square(some);
squares.backward();
test('backward and numerical derivative agree', nd.allclose(some.grad, numericalDiff(square, some)));
