import { nd, NDArray } from 'dezero';

/** A box around an array that remembers its gradient and the function that made it. */
export class Variable {
  data;
  grad = null;
  creator = null;

  constructor(data) {
    if (data !== null && !(data instanceof NDArray))
      throw new TypeError(`Variable: it holds an array, but got ${typeof data} ${data}; write nd.array(${data})`);
    this.data = data;
  }

  setCreator(func) {
    this.creator = func;
  }

  backward() {
    if (this.creator === null) return;
    if (this.grad === null) this.grad = nd.onesLike(this.data);
    const funcs = [this.creator];
    while (funcs.length > 0) {
      const f = funcs.pop();
      const x = f.input;
      const y = f.output;
      x.grad = f.backward(y.grad);
      if (x.creator !== null) funcs.push(x.creator);
    }
  }
}

/** Plain numbers become arrays; arrays stay as they are. */
export function asArray(x) {
  return typeof x === 'number' ? nd.array(x) : x;
}

/** A function maps a variable to a variable, and keeps both. */
export class Func {
  input = null;
  output = null;

  call(input) {
    const y = this.forward(input.data);
    const output = new Variable(asArray(y));
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
    return 2 * x;
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

export function square(x) {
  return new Square().call(x);
}

export function exp(x) {
  return new Exp().call(x);
}
