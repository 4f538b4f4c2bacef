/** Step 7 as a learner writes it: the smallest framework that walks its graph back by itself. */
export const STEP_07 = {
  'variable.ts': `import { nd } from 'dezero';

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
    const f = this.creator;
    if (f !== null) {
      const x = f.input;
      x.grad = f.backward(this.grad);
      x.backward();
    }
  }
}

export class Func {
  input = null;
  output = null;
  call(input) {
    const x = input.data;
    const y = this.forward(x);
    const output = new Variable(y);
    output.setCreator(this);
    this.input = input;
    this.output = output;
    return output;
  }
}

export class Square extends Func {
  forward(x) { return x ** 2; }
  backward(gy) { const x = this.input.data; return 2 * x * gy; }
}

export class Exp extends Func {
  forward(x) { return nd.exp(x); }
  backward(gy) { return nd.exp(this.input.data) * gy; }
}
`,
  'cells/1-test.ts': `import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const A = new Square();
const B = new Exp();
const C = new Square();
const x = new Variable(nd.array(0.5));
const a = A.call(x);
const b = B.call(a);
const y = C.call(b);
y.grad = nd.array(1.0);
y.backward();
console.log(x.grad);
`
};
