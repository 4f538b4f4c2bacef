import { nd } from 'dezero';
import { Square } from './variable.ts';

const f = new Square();

// An array in, an array out: nobody makes a box, so there is nothing to draw.
console.log(f.forward(nd.array(10)));
