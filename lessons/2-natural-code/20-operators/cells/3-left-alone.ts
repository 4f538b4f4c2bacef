import { nd } from 'dezero';
import { Variable } from './variable.ts';

const nine = new Variable(nd.array(9.0));
const ten = new Variable(nd.array(10.0));

// Plain numbers: what it has always been.
console.log(2 * 3 + 1);

// A comparison of Variables: their printed texts are compared, letter by letter.
console.log(ten > nine);

// A comparison of what is in them.
console.log(ten.data.item() > nine.data.item());
