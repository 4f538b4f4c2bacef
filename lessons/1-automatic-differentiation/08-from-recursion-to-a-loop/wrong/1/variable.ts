import { nd } from 'dezero';

/** A box around an array that remembers its gradient and the function that made it. */
export class Variable {
  data;
  grad = null;
  creator = null;

  constructor(data) {
    this.data = data;
  }

  setCreator(func) {
    this.creator = func;
  }

  backward() {
    if (this.creator === null) return;
    const funcs = [this.creator];
    while (funcs.length > 0) {
      const f = funcs.pop();
      const x = f.input;
      const y = f.output;
      x.grad = f.backward(y.grad);
    }
  }
}

/** A function maps a variable to a variable, and keeps both. */
export class Func {
  input = null;
  output = null;

  call(input) {
    const y = this.forward(input.data);
    const output = new Variable(y);
    output.setCreator(this);
    this.input = input;
    this.output = output;
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
