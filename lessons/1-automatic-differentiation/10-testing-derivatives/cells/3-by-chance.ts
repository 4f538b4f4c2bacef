import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';
import { numericalDiff } from './numerical.ts';

class Cube extends Func {
  forward(x) {
    return x ** 3;
  }

  backward(gy) {
    const x = this.input.data;
    return 3 * x * gy; // It should be 3 * x ** 2.
  }
}
const cube = (x) => new Cube().call(x);

const x = new Variable(nd.array([0, 1, 2, -1]));
const y = cube(x);
y.backward();
const numerical = numericalDiff(cube, x);

let agree = 0;
for (let i = 0; i < x.data.size; i++) {
  const [a, b] = [x.grad.get(i), numerical.get(i)];
  const close = Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
  if (close) agree += 1;
  console.log('x =', x.data.get(i), 'backward:', a, 'numerical:', b, close ? 'agree' : 'DIFFER');
}
console.log('elements that agree:', agree);
