import { expect, test } from 'vitest';
import { F, nd, Variable } from '../../../../../engine/index.ts';
import { firstNonFinite } from './first-non-finite.ts';
import { pictureAt } from './reducer.ts';
import { STEP_SEVEN } from './step-seven.fixture.ts';
import { recorded } from '../../../../../engine/trace/recorded.fixture.ts';
import { TraceIndex } from '../why/trace-index.ts';

const find = (work: () => void) => {
  const events = recorded(work);
  return { events, first: firstNonFinite(new TraceIndex(events)) };
};

test('nothing is found where all is finite', () => {
  expect(firstNonFinite(new TraceIndex(STEP_SEVEN))).toBeNull();
});

test('the function is found that made it, with what it was given', () => {
  const { events, first } = find(() => {
    const x = new Variable(nd.array([1, 0, 2]), 'x');
    F.sum(F.mul(F.log(x), 2));
  });
  expect(first).toMatchObject({
    what: 'value',
    name: 'Log',
    fromFinite: true,
    inputs: [{ value: { values: [1, 0, 2] } }]
  });
  // At that cursor the picture has it, one event earlier it has not.
  const bad = (cursor: number) =>
    [...pictureAt(events, cursor).nodes.values()].some(
      (node) => node.kind === 'variable' && (node.value?.nonFinite ?? 0) > 0
    );
  expect([bad(first!.cursor - 1), bad(first!.cursor)]).toEqual([false, true]);
});

test('a gradient that is infinite although all values are finite', () => {
  const { first } = find(() => {
    const x = new Variable(nd.array(0), 'x');
    F.pow(x, 0.5).backward();
  });
  expect(first).toMatchObject({ what: 'gradient', name: 'Pow', fromFinite: true, upstream: { values: [1] } });
});

test('a value that the code gave itself', () => {
  const { first } = find(() => F.square(new Variable(nd.array(NaN), 'x')));
  expect(first).toMatchObject({ cursor: 1, what: 'value', function: null, inputs: [] });
});
