import { Variable, asVariable, nd } from 'dezero';

function goldsteinPrice(x, y) {
  const first = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2);
  const second = 30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2);
  return first * second;
}

const x = new Variable(nd.array(1.0));
const y = new Variable(nd.array(1.0));
const z = goldsteinPrice(x, y);
z.backward();

console.log(z);
console.log(asVariable(x.grad), asVariable(y.grad));
