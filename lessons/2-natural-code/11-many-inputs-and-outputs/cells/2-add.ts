import { nd } from 'dezero';
import { Variable, Add } from './variable.ts';

const x0 = new Variable(nd.array(2));
const x1 = new Variable(nd.array(3));

const ys = new Add().call([x0, x1]);
const y = ys[0];

console.log(y.data);
