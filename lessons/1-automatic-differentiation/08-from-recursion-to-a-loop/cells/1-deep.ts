import { nd } from 'dezero';
import { Variable, Func } from './variable.ts';

/** Lets through a little less than it gets. */
class Shrink extends Func {
  forward(x) {
    return x * 0.99999;
  }

  backward(gy) {
    return gy * 0.99999;
  }
}

const x = new Variable(nd.array(1.0));
let y = x;
for (let i = 0; i < 100_000; i++) y = new Shrink().call(y);
console.log('forward:', y.data);

y.grad = nd.array(1.0);
y.backward();
console.log('backward:', x.grad);
