import { Variable, asVariable, nd } from 'dezero';

function matyas(x, y) {
  return 0.26 * (x ** 2 + y ** 2) - 0.48 * x * y;
}

const x = new Variable(nd.array(1.0));
const y = new Variable(nd.array(1.0));
const z = matyas(x, y);
z.backward();

console.log(z);
console.log(asVariable(x.grad), asVariable(y.grad));
