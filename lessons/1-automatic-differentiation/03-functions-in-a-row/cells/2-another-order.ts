import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const x = new Variable(nd.array(0.5));
const a = new Exp().call(x);
const b = new Square().call(a);
const y = new Square().call(b);

console.log(y.data);
