import { nd } from 'dezero';

/** A box around an array. */
export class Variable {
  data;

  constructor(data) {
    this.data = data;
  }
}

/** A function maps a variable to a variable: the array out of the box, computed with, into a new box. */
export class Func {
  call(input) {
    const y = this.forward(input.data);
    const output = new Variable(y);
    return output;
  }
}

export class Square extends Func {
  forward(x) {
    return x ** 2;
  }
}

export class Exp extends Func {
  forward(x) {
    return nd.array(Math.exp(x.size === 1 ? x.item() : x.get(0).item()));
  }
}
