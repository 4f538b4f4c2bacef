import * as everything from './variable.ts';

// All that variable.ts exports: what a user of the file can reach.
const names = Object.keys(everything);
console.log(names.length, 'names');
console.log(names.join(' '));
