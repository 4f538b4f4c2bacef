/** Leaves changed by hand: the run computes with the new value, forward and backward, for the engine's Variables and the learner's. */
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../engine/trace/events.ts';
import type { LeafChange } from './cell-events.ts';
import { runCell, type Ran } from './testing/run.ts';

const ENGINE = `import { Variable, F, nd } from 'dezero';
const x = new Variable(nd.array([1, 2]));
const w = new Variable(nd.array(3));
const y = F.sum(F.mul(F.square(x), w));
y.backward();
console.log(y.data.item(), x.grad.data.toString(), w.grad.data.item());`;

const OWN = `export class Variable { grad = null; creator = null; constructor(data) { this.data = data; } }
export class Square {
  call(input) { this.input = input; const y = new Variable(this.forward(input.data)); y.creator = this; this.output = y; return y; }
  forward(x) { return x ** 2; }
  backward(gy) { return 2 * this.input.data * gy; }
}`;
const CELL = `import { nd } from 'dezero';
import { Variable, Square } from './variable.ts';
const x = new Variable(START);
const y = new Square().call(x);
y.grad = ONE;
x.grad = y.creator.backward(y.grad);
console.log(Number(y.data), Number(x.grad));`;

const change = (leaf: number, shape: number[], values: number[]): LeafChange => ({ leaf, shape, values });
const run = (code: string | Record<string, string>, leaves: LeafChange[]): Promise<Ran> =>
  runCell(code, { trace: true, leaves });
const noticed = (ran: Ran): string[] =>
  ran.events.flatMap((event) => (event.kind === 'notice' && event.code === 'leaf-unchanged' ? [event.detail] : []));
const leavesOf = (trace: readonly TraceEvent[]) =>
  trace.filter((event) => event.kind === 'variable' && event.role === 'leaf' && event.pass === 'forward');

describe('a leaf that was changed by hand', () => {
  it('is computed with by the engine, forward and backward', async () => {
    const ran = await run(ENGINE, [change(0, [2], [5, 1]), change(1, [], [2])]);
    expect(ran.printed).toEqual(['52 [20.  4.] 26']);
    expect(noticed(ran)).toEqual([]);
    expect(leavesOf(ran.trace)).toMatchObject([
      { value: { values: [5, 1] }, codeValue: { values: [1, 2] } },
      { value: { values: [2] }, codeValue: { values: [3] } }
    ]);
  });

  it('leaves everything as it was where there is no change', async () => {
    const ran = await run(ENGINE, []);
    expect(ran.printed).toEqual(['15 [ 6. 12.] 5']);
    expect(leavesOf(ran.trace).some((event) => 'codeValue' in event)).toBe(false);
  });

  it.each([
    ['numbers', '0.5', '1'],
    ['arrays', 'nd.array(0.5)', 'nd.array(1)']
  ])("works for the learner's own classes with %s", async (_, start, one) => {
    const ran = await run({ 'variable.ts': OWN, 'cells/1-test.ts': CELL.replace('START', start).replace('ONE', one) }, [
      change(0, [], [3])
    ]);
    expect(ran.error).toBeNull();
    expect(ran.printed).toEqual(['9 6']);
    expect(leavesOf(ran.trace)).toMatchObject([{ value: { values: [3] }, codeValue: { values: [0.5] } }]);
  });

  it('says so where it cannot be made', async () => {
    expect(noticed(await run(ENGINE, [change(0, [3], [1, 2, 3])]))).toEqual(['shape']);
    expect(noticed(await run(ENGINE, [change(7, [], [1])]))).toEqual(['absent']);
    // Computed by hand, without call: the first that is seen of x is its gradient, when all is over.
    const late = `class Variable { grad = null; constructor(data) { this.data = data; } }
const box = [new Variable(2)];
box[0].grad = 2 * box[0].data;`;
    expect(noticed(await run(late, [change(0, [], [1])]))).toEqual(['late']);
  });
});
