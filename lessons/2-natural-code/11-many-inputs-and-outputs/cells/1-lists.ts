import { nd } from 'dezero';
import { Variable } from './variable.ts';

const x0 = new Variable(nd.array(2));
const x1 = new Variable(nd.array(3));
const list = [x0, x1];

// Taking a list apart: the first name gets the first thing, and so on.
const [first, second] = list;
console.log(first === x0, second === x1);

// The same for everything in a list; the answers make a new list.
const arrays = list.map((x) => x.data);
console.log(arrays[0], arrays[1]);

// A list of one is a list as well. It takes brackets to put something in, and brackets to get it out.
const listOfOne = [x0];
const [only] = listOfOne;
console.log(only === x0, listOfOne === x0);
