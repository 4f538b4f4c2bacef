import { nd } from 'dezero';

let multiplications = 0;

/** The product of two matrices; notes how many multiplications of numbers it takes. */
function product(left, right) {
  const [rows, inner] = left.shape;
  const columns = right.shape[1];
  multiplications += rows * inner * columns;
  return nd.matmul(left, right);
}

// x holds 1000 numbers, a and b hold 100 each, y is a single one.
const da_dx = nd.linspace(-1, 1, 100 * 1000).reshape([100, 1000]);
const db_da = nd.linspace(-1, 2, 100 * 100).reshape([100, 100]);
const dy_db = nd.linspace(1, 3, 100).reshape([1, 100]);

const fromOutput = product(product(dy_db, db_da), da_dx);
console.log('from the output:', multiplications);

multiplications = 0;
const fromInput = product(dy_db, product(db_da, da_dx));
console.log('from the input:', multiplications);

console.log('same result:', nd.allclose(fromOutput, fromInput));
