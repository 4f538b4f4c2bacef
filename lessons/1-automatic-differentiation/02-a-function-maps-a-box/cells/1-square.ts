import { nd } from 'dezero';
import { Variable, Square } from './variable.ts';

const x = new Variable(nd.array(10));
const f = new Square();
const y = f.call(x);

console.log(y.constructor.name);
console.log(y.data);
