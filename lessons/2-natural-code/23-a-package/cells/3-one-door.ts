import { nd } from 'dezero';
import * as mine from './index.ts';

const x = new mine.Variable(nd.array(3.0));
const y = mine.square(x);

console.log('names in the package:', Object.keys(mine).length);
console.log('asList is one of them:', 'asList' in mine);
console.log('y is a Variable:', y instanceof mine.Variable);
