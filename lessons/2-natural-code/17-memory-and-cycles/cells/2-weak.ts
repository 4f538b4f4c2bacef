import { nd } from 'dezero';
import { Variable, square } from './variable.ts';

const registry = new FinalizationRegistry((name) => console.log(name, 'has been collected'));
const strong = new Map();

function make() {
  const y = square(new Variable(nd.array(3.0)));
  strong.set('y', y);
  registry.register(y, 'y');
  return new WeakRef(y);
}

/** The collector works between the pieces of a program, and the registry tells of it later: the cell waits for both. */
async function collect() {
  await tick();
  heapUsed();
  await tick();
  await tick();
}

const weak = make();
await collect();
console.log('there:', weak.deref() === strong.get('y'));

strong.delete('y');
await collect();
console.log('there:', weak.deref() !== undefined);
