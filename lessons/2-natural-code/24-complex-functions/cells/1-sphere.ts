import { Variable, asVariable, nd } from 'dezero';

function sphere(x, y) {
  return x ** 2 + y ** 2;
}

const x = new Variable(nd.array(1.0));
const y = new Variable(nd.array(1.0));
const z = sphere(x, y);
z.backward();

console.log(z);
console.log(asVariable(x.grad), asVariable(y.grad));
