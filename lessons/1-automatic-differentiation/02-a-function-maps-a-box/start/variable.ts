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
    // Take the array out of the box, compute with this.forward, put the result into a new box.
    throw new Error('call is not written yet: that is the exercise of this step');
  }
}

export class Square extends Func {
  forward(x) {
    return x ** 2;
  }
}
