import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.zeros([2, 3, 4]));

console.log('shape', x.shape);
console.log('ndim', x.ndim);
console.log('dtype', x.dtype);
console.log('length', x.length);
console.log('size', x.size);
