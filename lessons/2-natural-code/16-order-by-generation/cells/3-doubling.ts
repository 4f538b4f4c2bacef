import { nd } from 'dezero';
import { Variable, Add } from './variable.ts';

let turns = 0;

/** An addition that counts its turns in backward. */
class CountedAdd extends Add {
  backward(gy) {
    turns += 1;
    return super.backward(gy);
  }
}

// Ten times: add the number to itself.
const x = new Variable(nd.array(1.0));
let y = x;
for (let i = 0; i < 10; i++) {
  y = new CountedAdd().call(y, y);
}
y.backward();

console.log('y:', y.data, 'slope:', x.grad);
console.log('turns:', turns);
