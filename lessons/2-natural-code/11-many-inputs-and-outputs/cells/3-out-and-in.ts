import { nd } from 'dezero';
import { Variable, Add } from './variable.ts';
import { SumAndDifference } from './exercise.ts';

const x0 = new Variable(nd.array(5));
const x1 = new Variable(nd.array(3));

// Two out.
const [sum, difference] = new SumAndDifference().call([x0, x1]);
console.log('sum:', sum.data, 'difference:', difference.data);
console.log('made by the same function:', sum.creator === difference.creator);

// And in again.
const [y] = new Add().call([sum, difference]);
console.log('together:', y.data);
