/** The last steps of a training loop, from lesson code: when they are told, and what they hold. */
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../engine/trace/events.ts';
import type { CellEvent } from './cell-events.ts';
import { CONTROL, CONTROL_STATE } from './control.ts';
import { newControl, runCell, type Ran } from './testing/run.ts';
import { createCollect } from '../engine-process/collect.ts';
import { heapUsed } from '../engine-process/heap-used.ts';

/** A descent whose learning rate is too large: x grows until its square overflows, about at step 500. */
const diverging = (steps: number, lr = 1.515): string => `import { Variable, F, nd, run } from 'dezero';
const x = new Variable(nd.array(1));
for (const i of run.steps(${steps}, { params: { x } })) {
  const loss = F.square(x);
  x.clearGrad();
  loss.backward();
  x.data -= ${lr} * x.grad.data;
  run.log({ loss });
}`;

/** The same with a Variable and functions that the learner wrote. */
const OWN = {
  'variable.ts': `export class Variable {
  data; grad = null; creator = null;
  constructor(data) { this.data = data; }
  clearGrad() { this.grad = null; }
  backward() {
    const f = this.creator;
    if (this.grad === null) this.grad = this.data * 0 + 1;
    if (f === null) return;
    f.input.grad = f.backward(this.grad);
    f.input.backward();
  }
}
export class Square {
  input = null;
  call(x) { const y = new Variable(this.forward(x.data)); y.creator = this; this.input = x; this.output = y; return y; }
  forward(x) { return x ** 2; }
  backward(gy) { return 2 * this.input.data * gy; }
}`,
  'cells/1-test.ts': `import { nd, run } from 'dezero';
import { Variable, Square } from './variable.ts';
const x = new Variable(nd.array(1));
for (const i of run.steps(1000, { params: { x } })) {
  const loss = new Square().call(x);
  x.clearGrad();
  loss.backward();
  x.data -= 1.515 * x.grad;
  run.log({ loss });
}`
};

const steps = (events: readonly TraceEvent[] = []): number[] =>
  events.flatMap((event) => (event.kind === 'step-started' ? [event.step] : []));
const firstNotFinite = ({ events }: Ran): number | undefined =>
  events.flatMap((event) => (event.kind === 'metrics' ? event.rows : [])).find(({ value }) => !Number.isFinite(value))
    ?.step;

describe.each([
  ['the engine', diverging(1000)],
  ['the learner’s own framework', OWN]
])('a loop of %s that meets its first NaN', (_, files) => {
  it('keeps the steps that led to it, from the parameter to the operation', async () => {
    const ran = await runCell(files, { trace: true });
    expect(ran.error).toBeNull();
    const bad = firstNotFinite(ran);
    expect(bad).toBeGreaterThan(450);
    expect(bad).toBeLessThan(550);
    expect(steps(ran.trace)).toEqual([0, 1, 2]);
    expect(ran.lastSteps).toHaveLength(1);
    const window = ran.lastSteps[0]!;
    expect(steps(window).at(-1)).toBe(bad);
    expect(steps(window)).toHaveLength(20);
    // It replays by itself: the parameter comes first, with the value and the gradient that it had then.
    expect(window[0]).toMatchObject({ kind: 'variable', name: 'x', role: 'leaf', value: { shape: [] } });
    expect(window.findIndex(({ kind }) => kind === 'step-started')).toBe(1);
    const made = window.find((event) => event.kind === 'variable' && event.value!.nonFinite > 0);
    const by = window.find(
      (event) => event.kind === 'function' && made?.kind === 'variable' && event.outputs.includes(made.id)
    );
    expect(by).toMatchObject({ name: 'Square', cell: { file: 'cells/1-test.ts' } });
    expect(made).toMatchObject({ value: { text: 'inf' } });
    expect(window.filter(({ kind }) => kind === 'parameter-updated')).toHaveLength(steps(window).length);
  });
});

it('is told at the end, from where the first steps end or the ring begins', async () => {
  const few = await runCell(diverging(6, 0.1), { trace: true });
  expect(few.lastSteps.map(steps)).toEqual([[3, 4, 5]]);
  const many = await runCell(diverging(2000, 0.001), { trace: true });
  const kept = steps(many.lastSteps[0]);
  expect(kept.at(-1)).toBe(1999);
  expect(kept).toHaveLength(20);
  const places = many.lastSteps[0]!.flatMap((event) => (event.kind === 'function' ? [event.at?.line] : []));
  expect(new Set(places)).toEqual(new Set([4]));
});

it('is told when the loop throws, and where it was stopped', async () => {
  const thrown = await runCell(
    diverging(50, 0.1).replace('run.log', "if (i === 20) throw new Error('no');\n  run.log"),
    {
      trace: true
    }
  );
  expect(thrown.outcome.status).toBe('failed');
  expect(steps(thrown.lastSteps[0]).at(-1)).toBe(20);
  const control = newControl();
  const stopped = await runCell(
    diverging(50, 0.1)
      .replace('run.log', "if (i === 20) plot({ title: 's', series: [] });\n  run.log")
      .replace('run }', 'run, plot }'),
    { trace: true },
    { control, onEvent: ({ kind }) => kind === 'plot' && (control[CONTROL.STATE] = CONTROL_STATE.STOP) }
  );
  expect(stopped.outcome.status).toBe('stopped');
  expect(steps(stopped.lastSteps[0]).at(-1)).toBe(20);
});

it('is told at every pause, and single steps are seen', async () => {
  const control = newControl();
  const source = diverging(12, 0.1)
    .replace('run.log', "if (i === 5) plot({ title: 's', series: [] });\n  run.log")
    .replace('run }', 'run, plot }');
  const orders = [CONTROL_STATE.STEP, CONTROL_STATE.RUN];
  const ran = await runCell(
    source,
    { trace: true },
    {
      control,
      onEvent: ({ kind }: CellEvent) => {
        if (kind === 'plot') control[CONTROL.STATE] = CONTROL_STATE.PAUSE;
        if (kind === 'paused') control[CONTROL.STATE] = orders.shift() ?? CONTROL_STATE.RUN;
      }
    }
  );
  expect(ran.lastSteps.map((window) => steps(window).at(-1))).toEqual([5, 6, 11]);
});

it('a second loop has its own; a run that is not traced has none', async () => {
  const ran = await runCell(`${diverging(8, 0.1)}\n${diverging(8, 0.1).split('\n').slice(2).join('\n')}`, {
    trace: true
  });
  expect(ran.error).toBeNull();
  expect(ran.lastSteps.map(steps)).toEqual([
    [3, 4, 5, 6, 7],
    [8, 9, 10, 11, 12, 13, 14, 15]
  ]);
  // What was not traced meanwhile is told anew, by its name in the cell.
  expect(ran.lastSteps[1]![1]).toMatchObject({ kind: 'variable', name: 'x' });
  expect((await runCell(diverging(8, 0.1), { trace: false })).lastSteps).toEqual([]);
});

it('a loop of tiny steps is let go, with a notice, and has its very last steps', async () => {
  let time = 0;
  // Steps that take a hundredth of the time once they are not traced.
  const engineHost = { now: () => (time += time < 3100 ? 10 : 0.1) };
  const { events, lastSteps } = await runCell(diverging(3000, 0.001), { trace: true }, { engineHost });
  expect(events).toContainEqual({ kind: 'notice', code: 'tiny-steps', detail: '' });
  expect(lastSteps.map(steps)).toEqual([Array.from({ length: 20 }, (_, k) => 2980 + k)]);
  expect(lastSteps[0]!.filter(({ kind }) => kind === 'parameter-updated')).toHaveLength(20);
});

it('holds on to nothing of the steps that it dropped, however they hang together', async () => {
  const source = `import { Variable, F, nd, run } from 'dezero';
const w = new Variable(nd.array(0.9));
let h = new Variable(nd.zeros(50));
for (const i of run.steps(3000, { params: { w } })) {
  h = F.tanh(h.mul(w).add(0.1));
  const loss = F.sum(h);
  w.clearGrad();
  loss.backward();
  loss.unchainBackward();
  run.log({ loss });
  if (i % 1000 === 999) console.log(heapUsed());
}`;
  const collect = createCollect();
  const host = { heapUsed: () => heapUsed(collect), engineHost: { now: () => 0 } };
  const { printed, error } = await runCell(source, { trace: true }, host);
  expect(error).toBeNull();
  const [early, , late] = printed.map(Number);
  expect(late! - early!).toBeLessThan(2e6);
});
