import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';
import { numericalDiff } from './numerical.ts';

class Cube extends Func {
  forward(x) {
    return x ** 3;
  }

  backward(gy) {
    const x = this.input.data;
    return 3 * x ** 2 * gy;
  }
}

class Sine extends Func {
  forward(x) {
    return nd.sin(x);
  }

  backward(gy) {
    const x = this.input.data;
    return nd.cos(x) * gy;
  }
}

class Tanh extends Func {
  forward(x) {
    return nd.tanh(x);
  }

  backward(gy) {
    const y = this.output.data;
    return (1 - y) * gy;
  }
}

class Bell extends Func {
  forward(x) {
    return nd.exp(-(x ** 2));
  }

  backward(gy) {
    const x = this.input.data;
    const y = this.output.data;
    return -2 * x * y * gy;
  }
}

/** The backward of one of these is wrong. */
export const CANDIDATES = [Cube, Sine, Tanh, Bell];

/** Whether back-propagation and the numerical derivative of f agree at the variable x. */
export function gradientCheck(f, x) {
  const y = f(x);
  y.backward();
  return nd.allclose(x.grad, numericalDiff(f, x), 0, 0);
}

/** The names of those classes whose backward is wrong; a class tells its name as Candidate.name. */
export function wrongOnes(candidates) {
  const names = [];
  for (const Candidate of candidates) {
    const f = (x) => new Candidate().call(x);
    const x = new Variable(nd.array([-1.3, -0.4, 0.6, 1.7]));
    if (!gradientCheck(f, x)) names.push(Candidate.name);
  }
  return names;
}
