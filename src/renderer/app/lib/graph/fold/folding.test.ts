import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf } from '../picture/activity.ts';
import { foldActivity } from './fold-activity.ts';
import { fold, groupsAround, openAtFirst, unfolded, type Fold } from './folding.ts';
import { groupsOf, type GroupBy } from './grouping.ts';
import { chain, traceOf, type Call } from '../picture/large-graph.fixture.ts';
import type { Picture } from '../picture/picture.ts';
import { pictureAt } from '../picture/reducer.ts';
import { gradient } from '../picture/step-seven.fixture.ts';

const words = () => ({ title: 'group', detail: '' });
const pictureOf = (calls: readonly Call[]): Picture => {
  const events = traceOf(calls);
  return pictureAt(events, events.length);
};

/** Calls of nested layers on lines that may go back, each taking the output of up to two earlier ones. */
const CALLS = fc
  .array(
    fc.record({
      layers: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
      line: fc.integer({ min: 1, max: 6 }),
      back: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
      parameter: fc.boolean()
    }),
    { minLength: 1, maxLength: 40 }
  )
  .map((calls) =>
    calls.map(({ back, ...call }, index): Call => ({
      ...call,
      name: 'Op',
      from: back.map((by) => Math.max(index - by, -1))
    }))
  );
const BY = fc.constantFrom<GroupBy>('layer', 'line', 'auto');

describe('folding', () => {
  it('shows every edge, or has both its ends in one group', () => {
    fc.assert(
      fc.property(CALLS, BY, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (calls, by, pattern) => {
        const final = pictureOf(calls);
        const groups = groupsOf(final, by);
        const order = new Map(groups.all.map(({ key }, index) => [key, index]));
        const folded = fold(final, groups, (key) => pattern[(order.get(key) ?? 0) % 8] ?? false, words);
        for (const { id, from, to } of final.edges.values()) {
          const [a, b] = [folded.host(from), folded.host(to)];
          expect(folded.nodes.has(a) && folded.nodes.has(b)).toBe(true);
          const visible = folded.edge(id);
          const maker = [...final.edges.values()].find((edge) => edge.to === from);
          if (a === b || (b < 0 && maker && folded.host(maker.from) === b)) expect(visible).toBeNull();
          else expect(folded.edges.get(visible ?? '')).toMatchObject({ from: a, to: b });
        }
        for (const id of folded.edges.keys()) expect(folded.edge(folded.source(id))).toBe(id);
        expect(hasCycle(folded)).toBe(false);
      })
    );
  });

  it('is the graph itself when everything is open', () => {
    fc.assert(
      fc.property(CALLS, BY, (calls, by) => {
        const final = pictureOf(calls);
        const open = fold(final, groupsOf(final, by), () => true, words);
        expect([...open.nodes]).toEqual([...final.nodes]);
        expect([...open.edges]).toEqual([...final.edges]);
        expect(open.folded).toBe(false);
        expect([...unfolded(final).edges]).toEqual([...final.edges]);
      })
    );
  });

  it('counts every node once', () => {
    fc.assert(
      fc.property(CALLS, BY, (calls, by) => {
        const final = pictureOf(calls);
        const closed = fold(final, groupsOf(final, by), () => false, words);
        const sizes = [...closed.nodes.values()].map((node) => (node.kind === 'group' ? node.size : 1));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(final.nodes.size);
      })
    );
  });

  it('keeps parameters in their layer, and what comes out of it in sight', () => {
    const final = pictureOf([
      { name: 'Linear', from: [-1], layers: ['MLP', 'l1'], parameter: true },
      { name: 'Sigmoid', from: [0], layers: ['MLP'] },
      { name: 'Linear', from: [1], layers: ['MLP', 'l2'], parameter: true },
      { name: 'Loss', from: [2] }
    ]);
    const groups = groupsOf(final, 'layer');
    expect(groups.all.map(({ name, size }) => [name, size])).toEqual([
      ['MLP', 7],
      ['l1', 2],
      ['l2', 2]
    ]);
    const closed = fold(final, groups, () => false, words);
    expect([...closed.nodes.values()].map((node) => (node.kind === 'group' ? 'MLP' : node.name))).toEqual([
      ...['x', 'MLP', 'v2', 'v3', 'Loss']
    ]);
    const open = fold(final, groups, (key) => key === groups.all[0]?.key, words);
    expect(open.open.map(({ name }) => name)).toEqual(['MLP']);
    expect(groupsAround(open, 4).map(({ name }) => name)).toEqual(['MLP', 'l1']);
  });

  it('finds the turns of a loop, and what comes before and after it', () => {
    const lines = [1, 5, 6, 7, 5, 6, 7, 5, 6, 7, 9];
    const final = pictureOf(lines.map((line, index): Call => ({ name: 'Op', from: [index - 1], line })));
    const groups = groupsOf(final, 'auto');
    const turns = groups.all.filter((group) => group.of === 'turn');
    expect(turns.map(({ functions }) => functions.map((node) => node.at?.line))).toEqual([
      [5, 6, 7],
      [5, 6, 7],
      [5, 6, 7]
    ]);
  });

  it('opens ten thousand nodes as a few groups', () => {
    const calls = chain(5000).map((call, index) => ({ ...call, line: 3 + (index % 5) }));
    const final = pictureOf(calls);
    const groups = groupsOf(final, 'auto');
    const atFirst = openAtFirst(groups);
    const folded = fold(final, groups, (key) => atFirst.has(key), words);
    expect(final.nodes.size).toBe(10_001);
    expect(folded.nodes.size).toBeLessThan(120);
    // Opening any one group never floods the stage.
    for (const { key } of groups.all.filter((_, index) => index % 40 === 0))
      expect(fold(final, groups, (one) => atFirst.has(one) || one === key, words).nodes.size).toBeLessThan(320);
  });

  it('lights the group and moves only what crosses its border', () => {
    const events = traceOf([
      { name: 'Linear', from: [-1], layers: ['l1'], parameter: true },
      { name: 'Relu', from: [0], layers: ['l1'] },
      { name: 'Loss', from: [1] }
    ]);
    const final = pictureAt(events, events.length);
    const groups = groupsOf(final, 'layer');
    const closed = fold(final, groups, () => false, words);
    const group = groups.all[0]?.id ?? 0;
    const inside = gradient(2, 6, 1);
    const border = gradient(1, 3, 1);
    expect(foldActivity(activityOf(inside, final), closed)).toMatchObject({ nodes: new Set([group]), pulses: [] });
    const crossing = foldActivity(activityOf(border, final), closed);
    expect(crossing.nodes).toEqual(new Set([1, group]));
    expect(crossing.pulses.map(({ edge, reverse }) => [edge, reverse])).toEqual([[`1>${group}`, true]]);
  });
});

function hasCycle({ nodes, edges }: Fold): boolean {
  const entering = new Map([...nodes.keys()].map((id) => [id, 0]));
  const leaving = new Map<number, number[]>();
  for (const { from, to } of edges.values()) {
    entering.set(to, (entering.get(to) ?? 0) + 1);
    leaving.set(from, [...(leaving.get(from) ?? []), to]);
  }
  const ready = [...entering].filter(([, count]) => count === 0).map(([id]) => id);
  let done = 0;
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    done += 1;
    for (const to of leaving.get(id) ?? []) {
      const left = (entering.get(to) ?? 0) - 1;
      entering.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return done < nodes.size;
}
