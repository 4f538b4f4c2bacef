import { nd } from 'dezero';

let calculations = 0;

/** The sum of the squares of many numbers. */
function f(x) {
  calculations += 1;
  return nd.sum(x ** 2);
}

/** One element at a time: everything else stays where it is. */
function numericalGradient(x, eps = 1e-4) {
  const gradient = nd.zerosLike(x);
  for (let i = 0; i < x.size; i++) {
    const value = x.get(i);
    x.set(i, value + eps);
    const right = f(x);
    x.set(i, value - eps);
    const left = f(x);
    x.set(i, value);
    gradient.set(i, (right - left) / (2 * eps));
  }
  return gradient;
}

const gradient = numericalGradient(nd.linspace(0, 1, 1000));
console.log('calculations:', calculations);
