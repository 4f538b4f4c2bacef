import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x = new Variable(nd.array(1.0));
console.log(x.data);

// Another array goes into the same box.
x.data = nd.array(2.0);
console.log(x.data);
