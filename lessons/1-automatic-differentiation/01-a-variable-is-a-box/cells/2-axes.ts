import { nd } from 'dezero';

const scalar = nd.array(5);
const vector = nd.array([1, 2, 3]);
const matrix = nd.array([
  [1, 2, 3],
  [4, 5, 6]
]);
const tensor = nd.array([
  [
    [1, 2],
    [3, 4]
  ],
  [
    [5, 6],
    [7, 8]
  ]
]);

console.log(scalar.ndim);
console.log(vector.ndim);
console.log(matrix.ndim);
console.log(tensor.ndim);
