import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import { exact } from '../words/format.ts';
import { currentGradient, EMPTY_PICTURE, neighbours, type Picture, type VariableNode } from './picture.ts';
import { KEYFRAME_DISTANCE, pictureAt, reduce, Replay } from './reducer.ts';
import { func, gradient, scalar, sharedVariable, STEP_SEVEN, variable } from './step-seven.fixture.ts';

function variableNamed(picture: Picture, name: string): VariableNode {
  const found = [...picture.nodes.values()].find((node) => node.kind === 'variable' && node.name === name);
  if (found?.kind !== 'variable') throw new Error(`no variable ${name}`);
  return found;
}
const valueOf = (picture: Picture, name: string) => exact(variableNamed(picture, name).value!);
const gradOf = (picture: Picture, name: string) => {
  const grad = currentGradient(variableNamed(picture, name));
  return grad && exact(grad);
};

describe('step 7', () => {
  const end = pictureAt(STEP_SEVEN, STEP_SEVEN.length);

  it('computes forward to the exact values', () => {
    expect(['x', 'a', 'b', 'y'].map((name) => valueOf(end, name))).toEqual([
      '0.5',
      '0.25',
      '1.2840254166877414',
      '1.648721270700128'
    ]);
  });

  it('brings every gradient to its variable', () => {
    expect(['y', 'b', 'a', 'x'].map((name) => gradOf(end, name))).toEqual([
      '1',
      '2.568050833375483',
      '3.297442541400256',
      '3.297442541400256'
    ]);
    expect(end.phase).toBe('idle');
    expect(end.printed).toEqual({ count: 1, last: '3.297442541400256' });
  });

  it('shows in the middle only what has happened', () => {
    const middle = pictureAt(STEP_SEVEN, 11);
    expect(gradOf(middle, 'b')).toBe('2.568050833375483');
    expect(gradOf(middle, 'a')).toBeNull();
    expect(middle.popped).toBe(7);
    expect(middle.queue).toEqual([5]);
    expect(middle.phase).toBe('backward');
  });

  it('knows who made and who uses a variable', () => {
    const { creator, consumers } = neighbours(end, 2);
    expect(creator?.id).toBe(3);
    expect(consumers.map((node) => node.id)).toEqual([5]);
    expect([...end.edges.keys()]).toEqual(['1>3', '3>2', '2>5', '5>4', '4>7', '7>6']);
  });
});

describe('gradients at a shared variable', () => {
  it('are added', () => {
    const end = pictureAt(sharedVariable(false), 16);
    expect(gradOf(end, 'x')).toBe('12');
    expect(variableNamed(end, 'x').grad).toMatchObject({ state: 'present', arrivals: 3 });
    expect(valueOf(end, 'x')).toBe('2.5');
  });

  it('are flagged when one overwrites another', () => {
    const end = pictureAt(sharedVariable(true), 16);
    expect(gradOf(end, 'x')).toBe('3');
    expect(variableNamed(end, 'x').grad).toMatchObject({ state: 'overwritten', before: scalar(3) });
  });

  it('are none once released, but leave a trace that fades', () => {
    const end = pictureAt(sharedVariable(false), 16);
    expect(gradOf(end, 'y')).toBeNull();
    expect(variableNamed(end, 'y').grad?.state).toBe('released');
  });

  it('keep parallel edges apart', () => {
    expect([...pictureAt(sharedVariable(false), 3).edges.keys()]).toEqual(['1>3', '1>3#2', '3>2']);
  });
});

/** Random streams: variables, functions over earlier ones, then any gradients, pops, releases and updates. */
const streams = fc
  .array(fc.tuple(fc.nat(7), fc.nat(1000), fc.nat(1000), fc.integer({ min: -9, max: 9 })), { maxLength: 300 })
  .map((steps) => {
    const events: TraceEvent[] = [];
    const [variables, functions]: [number[], number[]] = [[], []];
    const place = { at: null, cell: null };
    let id = 0;
    for (const [what, one, two, number] of steps) {
      const target = variables[one % Math.max(variables.length, 1)];
      const from = functions[two % Math.max(functions.length, 1)];
      if (what === 0 || target === undefined) {
        variables.push(++id);
        events.push(variable(id, `v${id}`, number, 1, false));
      } else if (what === 1) {
        const output = ++id;
        events.push(
          variable(output, `v${id}`, number, 1),
          func(++id, 'F', [target, target], [output], variables.length)
        );
        variables.push(output);
        functions.push(id);
      } else if (what === 2) events.push({ kind: 'backward-started', root: target, ...place });
      else if (what === 3 && from !== undefined)
        events.push({ kind: 'function-popped', id: from, queue: functions.slice(0, 3), ...place });
      else if (what === 4)
        events.push({ kind: 'gradient-released', target, reason: number > 0 ? 'cleared' : 'released', ...place });
      else if (what === 5)
        events.push({ kind: 'parameter-updated', target, before: scalar(0), after: scalar(number), ...place });
      else if (what === 6) events.push({ kind: 'variable-changed', id: target, value: scalar(number), ...place });
      else {
        const mode = (['seed', 'first', 'accumulated', 'overwritten'] as const)[two % 4]!;
        events.push(gradient(target, from ?? null, number, mode, mode === 'seed' || mode === 'first' ? null : number));
      }
    }
    return events;
  });

describe('the picture at a cursor', () => {
  it('is the same from the left, from the right and by a jump', () => {
    fc.assert(
      fc.property(streams, fc.array(fc.nat(400), { maxLength: 12 }), (events, jumps) => {
        const stepped: Picture[] = [EMPTY_PICTURE];
        for (const event of events) stepped.push(reduce(stepped.at(-1), event));
        const right = new Replay();
        right.setEvents(events);
        for (let cursor = events.length; cursor >= 0; cursor--) expect(right.at(cursor)).toEqual(stepped[cursor]);
        const jumping = new Replay();
        jumping.setEvents(events);
        for (const jump of jumps) {
          const cursor = jump % (events.length + 1);
          expect(jumping.at(cursor)).toEqual(stepped[cursor]);
          expect(pictureAt(events, cursor)).toEqual(stepped[cursor]);
        }
      }),
      { seed: 7, numRuns: 60 }
    );
  });

  it('leaves earlier pictures untouched', () => {
    const before = pictureAt(STEP_SEVEN, 10);
    const copy = structuredClone(before);
    reduce(before, STEP_SEVEN[10]!);
    expect(before).toEqual(copy);
  });

  it('keeps up with a growing stream, and starts again with another one', () => {
    const replay = new Replay();
    const long = Array.from({ length: KEYFRAME_DISTANCE * 2 }, (_, index) => variable(index + 1, 'v', index, 1, false));
    replay.setEvents(long.slice(0, 70));
    expect(replay.at(70).nodes.size).toBe(70);
    replay.setEvents(long);
    expect(replay.at(long.length)).toEqual(pictureAt(long, long.length));
    replay.setEvents(STEP_SEVEN);
    expect(replay.at(3)).toEqual(pictureAt(STEP_SEVEN, 3));
  });
});

describe('order of a backward graph', () => {
  const started = (root: number): TraceEvent => ({ kind: 'backward-started', root, at: null, cell: null });
  const backward = (id: number, name: string, from: number, by: number): TraceEvent[] => [
    { ...variable(id, name, 1, 1), pass: 'backward' } as TraceEvent,
    { ...func(by, 'Mul', [from], [id], 1), pass: 'backward' } as TraceEvent
  ];
  const orders = (events: readonly TraceEvent[]) =>
    [...pictureAt(events, events.length).nodes.values()].map(({ id, order }) => [id, order]);
  const first = [variable(1, 'x', 1, 1, false), variable(2, 'y', 1, 1), func(3, 'Tanh', [1], [2], 0)];
  const second = [...first, started(2), ...backward(4, 'gx', 2, 5)];

  it('rises with each differentiation of a gradient', () => {
    const third = [...second, started(4), ...backward(6, 'ggx', 4, 7), started(6), ...backward(8, 'gggx', 6, 9)];
    expect(orders(third)).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 1],
      [6, 2],
      [7, 2],
      [8, 3],
      [9, 3]
    ]);
  });

  it('stays where a loop differentiates a new graph', () => {
    const again = [...second, variable(11, 'y', 2, 1), func(12, 'Tanh', [1], [11], 0), started(11)];
    expect(orders([...again, ...backward(13, 'gx', 11, 14)]).at(-1)).toEqual([14, 1]);
  });

  it('counts gradients that a sum took up', () => {
    const penalty = [...second, variable(21, 'z', 3, 1), func(22, 'Add', [2, 4], [21], 3), started(21)];
    expect(orders([...penalty, ...backward(23, 'gx', 4, 24)]).at(-1)).toEqual([24, 2]);
  });
});
