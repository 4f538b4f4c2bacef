import { afterEach, expect, test } from 'vitest';
import { F, L, nd, optimizers, random, Variable } from '../index.ts';
import type { TraceEvent } from './events.ts';
import { Recorder, setRecorder } from './recorder.ts';
import { inFull, take, wholeOf } from './snapshot.ts';

afterEach(() => void setRecorder(null));

function record(): TraceEvent[] {
  const events: TraceEvent[] = [];
  setRecorder(new Recorder((event) => events.push(inFull(event))));
  return events;
}

const of = <K extends TraceEvent['kind']>(events: TraceEvent[], kind: K) =>
  events.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);

test('step 7: the chain, forward and backward, in order', () => {
  const events = record();
  const x = new Variable(nd.array(0.5), 'x');
  const y = F.square(F.exp(F.square(x)));
  y.backward();
  expect(events.map((event) => event.kind)).toEqual([
    'variable',
    ...['variable', 'function', 'variable', 'function', 'variable', 'function'],
    'backward-started',
    'gradient',
    ...['function-popped', 'gradient', 'gradient-released'],
    ...['function-popped', 'gradient', 'gradient-released'],
    ...['function-popped', 'gradient', 'gradient-released'],
    'backward-finished'
  ]);
  expect(
    of(events, 'function').map(({ name, generation, inputs, outputs }) => [name, generation, inputs, outputs])
  ).toEqual([
    ['Square', 0, [1], [2]],
    ['Exp', 1, [2], [4]],
    ['Square', 2, [4], [6]]
  ]);
  expect(of(events, 'function-popped').map(({ id, queue }) => [id, queue])).toEqual([
    [7, []],
    [5, []],
    [3, []]
  ]);
  const gradients = of(events, 'gradient');
  expect(gradients.map(({ target, from, mode }) => [target, from, mode])).toEqual([
    [6, null, 'seed'],
    [4, 7, 'first'],
    [2, 5, 'first'],
    [1, 3, 'first']
  ]);
  expect(gradients.at(-1).after.values).toEqual([3.297442541400256]);
});

test('a shared variable accumulates, with the value before and after', () => {
  const events = record();
  const x = new Variable(nd.array(3));
  x.add(x).backward();
  expect(of(events, 'gradient').map(({ mode, before, after }) => [mode, before?.values, after.values])).toEqual([
    ['seed', undefined, [1]],
    ['first', undefined, [1]],
    ['accumulated', [1], [2]]
  ]);
});

test('createGraph records the graph of the backward pass', () => {
  const events = record();
  const x = new Variable(nd.array(2));
  x.pow(2).backward({ createGraph: true });
  expect(of(events, 'function').some(({ pass }) => pass === 'backward')).toBe(true);
  setRecorder(null);
  const plain = record();
  new Variable(nd.array(2)).pow(2).backward();
  expect(of(plain, 'function').every(({ pass }) => pass === 'forward')).toBe(true);
});

test('layers and updates of parameters are told', () => {
  random.seed(0);
  const events = record();
  const layer = new L.Linear(1);
  const optimizer = new optimizers.SGD(0.1).setup(layer);
  F.sum(layer.call(nd.ones([2, 3]))).backward();
  optimizer.update();
  expect(of(events, 'function').map(({ name, layers }) => [name, layers])).toEqual([
    ['Linear', ['Linear']],
    ['Sum', []]
  ]);
  const updates = of(events, 'parameter-updated');
  expect(updates).toHaveLength(2);
  expect(updates[1]!.after.values![0]! - updates[1]!.before.values![0]!).toBeCloseTo(-0.2, 6);
});

test('a gradient that is cleared is told once', () => {
  const events = record();
  const x = new Variable(nd.array(2));
  F.square(x).backward();
  x.clearGrad();
  x.clearGrad();
  expect(of(events, 'gradient-released').filter(({ reason }) => reason === 'cleared')).toHaveLength(1);
});

test('recording may begin after the graph was made', () => {
  const y = F.exp(F.square(new Variable(nd.array(1))));
  const events = record();
  y.backward();
  expect(of(events, 'function')).toHaveLength(2);
});

test('each recording numbers things anew, and a function object that is called again is another function', () => {
  const x = new Variable(nd.array(2), 'x');
  const square = F.square(x).creator!;
  for (let k = 0; k < 2; k++) {
    const events = record();
    square.call(x);
    square.call(x);
    expect(of(events, 'variable').map(({ id }) => id)).toEqual([1, 2, 4]);
    expect(of(events, 'function').map(({ id, inputs, outputs }) => [id, inputs, outputs])).toEqual([
      [3, [1], [2]],
      [5, [1], [4]]
    ]);
  }
});

test('the queue of each pop: highest generation first, among equals the one added last', () => {
  const events = record();
  const x = new Variable(nd.array(0.5));
  const [a, b] = [F.sin(x), F.exp(x)];
  F.add(F.add(F.cos(a), a), b).backward();
  const nameOf = new Map(of(events, 'function').map(({ id, name }) => [id, name]));
  expect(of(events, 'function-popped').map(({ id, queue }) => [id, ...queue].map((one) => nameOf.get(one)))).toEqual([
    ['Add'],
    ['Add', 'Exp'],
    ['Cos', 'Sin', 'Exp'],
    ['Sin', 'Exp'],
    ['Exp']
  ]);
});

test('a constant that is given another value counts from the first computation on', () => {
  const recorder = new Recorder(() => undefined);
  recorder.changeLeaf = (data) => (data?.item() === 3 ? nd.array(5) : null);
  setRecorder(recorder);
  const x = new Variable(nd.array(2));
  const y = x.mul(3);
  y.backward();
  expect([y.item(), x.grad?.item()]).toEqual([10, 5]);
});

test('a large array travels as a summary', () => {
  const taken = wholeOf(take(nd.array([...Array.from({ length: 5000 }, (_, i) => i), NaN])));
  expect(taken).toMatchObject({ values: null, min: 0, max: 4999, mean: 2499.5, nonFinite: 1, shape: [5001] });
  expect(taken.text.length).toBeLessThanOrEqual(200);
});
