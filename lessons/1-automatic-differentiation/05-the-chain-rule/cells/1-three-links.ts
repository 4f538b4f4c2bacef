import { nd } from 'dezero';
import { Variable, Square, Exp } from './variable.ts';

const x = new Variable(nd.array(0.5));
const a = new Square().call(x);
const b = new Exp().call(a);
const y = new Square().call(b);

// Each link has a derivative of its own, taken at what goes into it.
const da_dx = 2 * x.data;
const db_da = nd.exp(a.data);
const dy_db = 2 * b.data;

console.log('da/dx =', da_dx);
console.log('db/da =', db_da);
console.log('dy/db =', dy_db);
console.log(dy_db * db_da * da_dx);
