import { nd } from 'dezero';

/** A box around an array that remembers its gradient. */
export class Variable {
  data;
  grad = null;

  constructor(data) {
    this.data = data;
  }
}

/** A function maps a variable to a variable, and keeps its input. */
export class Func {
  input = null;

  call(input) {
    const y = this.forward(input.data);
    const output = new Variable(y);
    this.input = input.data;
    return output;
  }
}

export class Square extends Func {
  forward(x) {
    return x ** 2;
  }

  backward(gy) {
    const x = this.input.data;
    return 2 * x * gy;
  }
}

export class Exp extends Func {
  forward(x) {
    return nd.exp(x);
  }

  backward(gy) {
    const x = this.input.data;
    return nd.exp(x) * gy;
  }
}
