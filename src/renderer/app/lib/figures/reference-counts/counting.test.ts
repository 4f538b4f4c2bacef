import { expect, test } from 'vitest';
import { countOf, reachable, story, THINGS, type Moment } from './counting.ts';

const counts = (moment: Moment) =>
  Object.fromEntries(moment.things.map((thing) => [thing, countOf(moment, thing)] as const));
const at = (moments: Moment[], event: string) => moments.find((moment) => moment.event === event)!;

test('the counts go up with names and links, and down when names go', () => {
  const moments = story(false);
  expect(counts(at(moments, 'outputs'))).toEqual({ w: 2, x: 2, f: 2, y: 2 });
  expect(counts(at(moments, 'forget-f'))).toEqual({ w: 2, x: 2, f: 1, y: 2 });
  expect(counts(at(moments, 'forget-x'))).toEqual({ w: 2, x: 1, f: 1, y: 2 });
});

test('with the cycle no count reaches 0, and nothing is freed by counting', () => {
  const moments = story(false);
  expect(counts(at(moments, 'forget-y'))).toEqual({ w: 2, x: 1, f: 1, y: 1 });
  expect(moments.some(({ event }) => event.startsWith('free-'))).toBe(false);
});

test('a tracing pass reaches what has a name, and frees the rest, the cycle too', () => {
  const moments = story(false);
  expect(at(moments, 'mark').marked).toEqual(['w']);
  expect(counts(at(moments, 'sweep'))).toEqual({ w: 1 });
  expect(at(moments, 'sweep').links).toEqual([]);
});

test('while y has its name a tracing pass would free nothing', () => {
  expect(reachable(at(story(false), 'forget-x'))).toEqual([...THINGS]);
});

test('with the weak link all is freed one after the other when the last name of y goes', () => {
  const moments = story(true);
  expect(counts(at(moments, 'outputs-weak'))).toEqual({ w: 2, x: 2, f: 2, y: 1 });
  expect(moments.slice(-3).map(({ event }) => event)).toEqual(['free-y', 'free-f', 'free-x']);
  expect(counts(at(moments, 'free-x'))).toEqual({ w: 1 });
});

test('both stories take the same way until the last name goes', () => {
  const events = (weak: boolean) => story(weak).map(({ event }) => event.replace('-weak', ''));
  const shared = events(false).indexOf('forget-y') + 1;
  expect(events(true).slice(0, shared)).toEqual(events(false).slice(0, shared));
});
