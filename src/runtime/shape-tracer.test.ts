import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../engine/trace/events.ts';
import { runCell } from './testing/run.ts';

/** Steps 13 to 16: many inputs, gradients that add up, a work list ordered by generation. */
const FRAMEWORK = `
export class Variable {
  data; grad = null; creator = null; generation = 0;
  constructor(data) { this.data = data; }
  setCreator(func) { this.creator = func; this.generation = func.generation + 1; }
  cleargrad() { this.grad = null; }
  backward() {
    if (this.grad === null) this.grad = 1;
    const funcs = [this.creator];
    const seen = new Set(funcs);
    while (funcs.length > 0) {
      const f = funcs.pop();
      const gxs = [f.backward(...f.outputs.map((y) => y.grad))].flat();
      f.inputs.forEach((x, i) => {
        if (x.grad === null) x.grad = gxs[i];
        else x.grad = x.grad + gxs[i];
        if (x.creator !== null && !seen.has(x.creator)) {
          seen.add(x.creator);
          funcs.push(x.creator);
          funcs.sort((a, b) => a.generation - b.generation);
        }
      });
    }
  }
}
export class Func {
  inputs; outputs; generation = 0;
  call(...inputs) {
    const ys = [this.forward(...inputs.map((x) => x.data))].flat();
    this.generation = Math.max(...inputs.map((x) => x.generation));
    const outputs = ys.map((y) => new Variable(y));
    for (const output of outputs) output.setCreator(this);
    this.inputs = inputs;
    this.outputs = outputs;
    return outputs.length > 1 ? outputs : outputs[0];
  }
}
export class Square extends Func { forward(x) { return x ** 2; } backward(gy) { return 2 * this.inputs[0].data * gy; } }
export class Add extends Func { forward(a, b) { return a + b; } backward(gy) { return [gy, gy]; } }
export const square = (x) => new Square().call(x);
export const add = (a, b) => new Add().call(a, b);
`;

const gradients = (trace: readonly TraceEvent[]): [string, number, string][] =>
  trace.flatMap((event) =>
    event.kind === 'gradient' ? [[event.mode, event.target, event.after.text] as [string, number, string]] : []
  );

describe('the shape tracer', () => {
  it('follows a work list and gradients that add up', async () => {
    const { trace, printed } = await runCell(
      {
        'variable.ts': FRAMEWORK,
        'cells/1-test.ts': `import { Variable, square, add } from './variable.ts';
const x = new Variable(2);
const a = square(x);
const y = add(square(a), square(a));
y.backward();
console.log(y.data, x.grad);
x.cleargrad();
console.log(x.grad);`
      },
      { trace: true }
    );
    expect(printed).toEqual(['32 64', 'null']);
    const popped = trace.flatMap((event) => (event.kind === 'function-popped' ? [event.queue.length] : []));
    expect(popped).toEqual([0, 1, 1, 0]);
    expect(gradients(trace).map(([mode, , after]) => `${mode} ${after}`)).toEqual([
      'seed 1.0',
      'first 1.0',
      'first 1.0',
      'first 8.0',
      'accumulated 16.0',
      'first 64.0'
    ]);
    expect(trace.find((event) => event.kind === 'gradient-released')).toMatchObject({ reason: 'cleared' });
    expect(trace.flatMap((event) => (event.kind === 'function' ? [`${event.name} ${event.generation}`] : []))).toEqual([
      'Square 0',
      'Square 1',
      'Square 1',
      'Add 2'
    ]);
  });

  it('follows a backward by hand', async () => {
    const { trace } = await runCell(
      {
        'variable.ts': FRAMEWORK,
        'cells/1-test.ts': `import { Variable, Square } from './variable.ts';
const A = new Square();
const x = new Variable(3);
const y = A.call(x);
y.grad = 1;
x.grad = A.backward(y.grad);`
      },
      { trace: true }
    );
    expect(trace.map(({ kind }) => kind)).toEqual([
      'variable',
      'variable',
      'function',
      'variable-changed',
      'backward-started',
      'gradient',
      'function-popped',
      'gradient',
      'backward-finished'
    ]);
    expect(gradients(trace)[1]).toEqual(['first', 1, '6.0']);
  });

  it('names the variables of a list that is taken apart', async () => {
    const { trace } = await runCell(
      {
        'variable.ts': FRAMEWORK,
        'cells/1-test.ts': `import { Variable, Func } from './variable.ts';
class Split extends Func { forward(x) { return [x + 1, x - 1, x]; } }
const x = new Variable(3);
const [more, , same] = new Split().call(x);`
      },
      { trace: true }
    );
    expect(trace.flatMap((event) => (event.kind === 'variable-changed' ? [event.name] : []))).toEqual(['more', 'same']);
  });

  it('names variables of the engine, and tells each of its lines', async () => {
    const { trace } = await runCell(
      `import { Variable, nd } from 'dezero';
const x = new Variable(nd.array(2));
const y = x ** 2
  + x;
y.backward();`,
      { trace: true }
    );
    expect(trace.flatMap((event) => (event.kind === 'variable-changed' ? [event.name] : []))).toEqual(['x', 'y']);
    const functions = trace.flatMap((event) => (event.kind === 'function' ? [`${event.name} ${event.at?.line}`] : []));
    expect(functions).toHaveLength(2);
    expect(functions[0]).toMatch(/ 3$/);
    expect(trace.at(-1)?.kind).toBe('backward-finished');
  });

  it('shows the first three steps of a loop, with a notice', async () => {
    const { trace, events } = await runCell(
      "import { Variable, nd, run } from 'dezero';\nfor (const i of run.steps(10)) new Variable(nd.array(i));",
      { trace: true }
    );
    expect(trace.map(({ kind }) => kind)).toEqual(Array.from({ length: 3 }, () => ['step-started', 'variable']).flat());
    expect(events).toContainEqual({ kind: 'notice', code: 'last-steps', detail: '3 steps' });
  });
});
