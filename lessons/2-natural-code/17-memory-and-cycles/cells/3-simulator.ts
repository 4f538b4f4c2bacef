import { Memory, call } from './exercise.ts';

const memory = new Memory();
const counts = () => [...memory.counts].map(([object, count]) => `${object} ${count}`).join(', ');

memory.make('x');
call(memory, 'f', ['x'], ['y']);
console.log('after the call:', counts());

memory.letGo('x');
memory.letGo('y');
console.log('freed:', memory.freed.join(' ') || 'nothing');
console.log('still there:', counts() || 'nothing');
