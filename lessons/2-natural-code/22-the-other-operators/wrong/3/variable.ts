import { nd, NDArray } from 'dezero';

/** Settings that hold for everybody. */
export const config = { enableBackprop: true };

/** Runs body with one setting changed, and puts it back whatever happens. */
export function usingConfig(name, value, body) {
  const before = config[name];
  config[name] = value;
  try {
    return body();
  } finally {
    config[name] = before;
  }
}

/** Runs body without recording the graph. */
export function noGrad(body) {
  return usingConfig('enableBackprop', false, body);
}

/** A box around an array that remembers its gradient and the function that made it. */
export class Variable {
  data;
  name;
  grad = null;
  creator = null;
  generation = 0;

  constructor(data, name = null) {
    if (data !== null && !(data instanceof NDArray))
      throw new TypeError(`Variable: it holds an array, but got ${typeof data} ${data}; write nd.array(${data})`);
    this.data = data;
    this.name = name;
  }

  get shape() {
    return this.data.shape;
  }

  get ndim() {
    return this.data.ndim;
  }

  get size() {
    return this.data.size;
  }

  get dtype() {
    return this.data.dtype;
  }

  get length() {
    return this.data.length;
  }

  add(other) {
    return add(this, other);
  }

  radd(other) {
    return add(other, this);
  }

  mul(other) {
    return mul(this, other);
  }

  rmul(other) {
    return mul(other, this);
  }

  neg() {
    return neg(this);
  }

  sub(other) {
    return sub(this, other);
  }

  rsub(other) {
    return sub(other, this);
  }

  div(other) {
    return div(this, other);
  }

  rdiv(other) {
    return div(other, this);
  }

  pow(exponent) {
    return pow(this, exponent);
  }

  toString() {
    if (this.data === null) return 'variable(null)';
    return `variable(${String(this.data).replaceAll('\n', `\n${' '.repeat(9)}`)})`;
  }

  setCreator(func) {
    this.creator = func;
    this.generation = func.generation + 1;
  }

  clearGrad() {
    this.grad = null;
  }

  backward({ retainGrad = false } = {}) {
    if (this.creator === null) return;
    if (this.grad === null) this.grad = nd.onesLike(this.data);
    const funcs = [];
    const seen = new Set();
    const addFunc = (f) => {
      if (seen.has(f)) return;
      seen.add(f);
      funcs.push(f);
      funcs.sort((a, b) => a.generation - b.generation);
    };
    addFunc(this.creator);
    while (funcs.length > 0) {
      const f = funcs.pop();
      const gys = f.outputs.map((y) => y.grad);
      const gxs = asList(f.backward(...gys));
      f.inputs.forEach((x, i) => {
        x.grad = x.grad === null ? gxs[i] : x.grad + gxs[i];
        if (x.creator !== null) addFunc(x.creator);
      });
      if (!retainGrad) for (const y of f.outputs) y.grad = null;
    }
  }
}

/** Plain numbers become arrays; arrays stay as they are. */
export function asArray(x) {
  return typeof x === 'number' ? nd.array(x) : x;
}

/** Arrays and numbers become variables; a variable stays as it is. */
export function asVariable(x) {
  return x instanceof Variable ? x : new Variable(asArray(x));
}

/** One thing becomes a list of one; a list stays as it is. */
export function asList(x) {
  return Array.isArray(x) ? x : [x];
}

/** A function maps variables to variables, and keeps both. One result comes back bare, several as a list. */
export class Func {
  inputs = null;
  outputs = null;
  generation = 0;

  call(...inputs) {
    const variables = inputs.map(asVariable);
    const xs = variables.map((x) => x.data);
    const ys = asList(this.forward(...xs));
    const outputs = ys.map((y) => new Variable(asArray(y)));
    if (config.enableBackprop) {
      this.generation = Math.max(...variables.map((x) => x.generation));
      for (const output of outputs) output.setCreator(this);
      this.inputs = variables;
      this.outputs = outputs;
    }
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

  backward(gy) {
    return [gy, gy];
  }
}

export class Mul extends Func {
  forward(x0, x1) {
    return x0 * x1;
  }

  backward(gy) {
    const [x0, x1] = this.inputs;
    return [gy * x1.data, gy * x0.data];
  }
}

export class Neg extends Func {
  forward(x) {
    return -x;
  }

  backward(gy) {
    return -gy;
  }
}

export class Sub extends Func {
  forward(x0, x1) {
    return x0 - x1;
  }

  backward(gy) {
    return [gy, -gy];
  }
}

export class Div extends Func {
  forward(x0, x1) {
    return x0 / x1;
  }

  backward(gy) {
    const [x0, x1] = this.inputs;
    return [gy / x1.data, (-gy * x0.data) / x1.data ** 2];
  }
}

export class Pow extends Func {
  exponent;

  constructor(exponent) {
    super();
    this.exponent = exponent;
  }

  forward(x) {
    return x ** this.exponent;
  }

  backward(gy) {
    const x = this.inputs[0].data;
    const c = this.exponent;
    return x ** (c - 1) * gy;
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

export function mul(x0, x1) {
  return new Mul().call(x0, x1);
}

export function neg(x) {
  return new Neg().call(x);
}

export function sub(x0, x1) {
  return new Sub().call(x0, x1);
}

export function div(x0, x1) {
  return new Div().call(x0, x1);
}

export function pow(x, exponent) {
  return new Pow(exponent).call(x);
}
