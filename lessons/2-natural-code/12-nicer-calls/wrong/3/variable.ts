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
      const [x] = f.inputs;
      const [y] = f.outputs;
      x.grad = f.backward(y.grad);
      if (x.creator !== null) funcs.push(x.creator);
    }
  }
}

/** Plain numbers become arrays; arrays stay as they are. */
export function asArray(x) {
  return typeof x === 'number' ? nd.array(x) : x;
}

/** One thing becomes a list of one; a list stays as it is. */
export function asList(x) {
  return Array.isArray(x) ? x : [x];
}

/** A function maps variables to variables, and keeps both. One result comes back bare, several as a list. */
export class Func {
  inputs = null;
  outputs = null;

  call(...inputs) {
    const xs = inputs.map((x) => x.data);
    const ys = asList(this.forward(xs));
    const outputs = ys.map((y) => new Variable(asArray(y)));
    for (const output of outputs) output.setCreator(this);
    this.inputs = inputs;
    this.outputs = outputs;
    return outputs.length > 1 ? outputs : outputs[0];
  }
}

export class Square extends Func {
  forward(x) {
    return x ** 2;
  }

  backward(gy) {
    const x = this.inputs[0].data;
    return 2 * x * gy;
  }
}

export class Exp extends Func {
  forward(x) {
    return nd.exp(x);
  }

  backward(gy) {
    const x = this.inputs[0].data;
    return nd.exp(x) * gy;
  }
}

export class Add extends Func {
  forward(x0, x1) {
    return x0 + x1;
  }
}

export function square(x) {
  return new Square().call(x);
}

export function exp(x) {
  return new Exp().call(x);
}

export function add(x0, x1) {
  return new Add().call(x0, x1);
}
