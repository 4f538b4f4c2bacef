/** Graph difference: what it finds in small graphs, nothing against itself, and the mirror image the other way round. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import { displayName } from '../picture/picture.ts';
import { pictureAt } from '../picture/reducer.ts';
import { func, sharedVariable, STEP_SEVEN, variable } from '../picture/step-seven.fixture.ts';
import { differenceOf, type Change } from './difference.ts';
import { unionOf } from './union.ts';

const pictureOf = (events: readonly TraceEvent[]) => pictureAt(events, events.length);
const said = (change: Change): string => {
  if (change.kind === 'added') return `+ ${displayName(change.after)}`;
  if (change.kind === 'removed') return `− ${displayName(change.before)}`;
  return `≠ ${displayName(change.before)} ${displayName(change.after)} ${change.aspects.join(' ')}`;
};
const compare = (before: readonly TraceEvent[], after: readonly TraceEvent[]): string[] =>
  differenceOf(pictureOf(before), pictureOf(after)).changes.map(said);

/** The same run with other ids, as another run would have. */
function renumbered(events: readonly TraceEvent[], by: number): TraceEvent[] {
  const shifted = JSON.parse(JSON.stringify(events), (key, value: unknown) => {
    if (['id', 'target', 'from', 'root'].includes(key) && typeof value === 'number') return value + by;
    if (['inputs', 'outputs', 'queue'].includes(key)) return (value as number[]).map((id) => id + by);
    return value;
  }) as TraceEvent[];
  return shifted;
}

/** y = square(exp(square(x))) without backward; the middle function can be another one. */
const chain = (middle = 'Exp', b = 1.284): TraceEvent[] => [
  variable(1, 'x', 0.5, 3, false),
  variable(2, 'a', 0.25, 4),
  func(3, 'Square', [1], [2], 0),
  variable(4, 'b', b, 5),
  func(5, middle, [2], [4], 1),
  variable(6, 'y', b * b, 6),
  func(7, 'Square', [4], [6], 2)
];

describe('difference', () => {
  it('is empty for the same graph, whatever its ids', () => {
    for (const events of [STEP_SEVEN, sharedVariable(false), sharedVariable(true)])
      expect(compare(events, renumbered(events, 40))).toEqual([]);
  });

  it('finds another function in the same place, and the values that follow', () => {
    expect(compare(chain(), chain('Log', -1.386))).toEqual(['≠ b b value', '≠ Exp Log op', '≠ y y value']);
  });

  it('finds what was put in between', () => {
    const longer = [
      ...chain().slice(0, 5),
      variable(8, 'c', 1.648, 6),
      func(9, 'Square', [4], [8], 2),
      variable(6, 'y', 2.718, 7),
      func(7, 'Square', [8], [6], 3)
    ];
    expect(compare(chain(), longer)).toEqual(['+ c', '+ Square', '≠ y y value', '≠ Square Square wiring']);
    expect(compare(longer, chain())).toEqual(['− c', '− Square', '≠ y y value', '≠ Square Square wiring']);
  });

  it('knows an unnamed result again, and sees what was put around it', () => {
    const unnamed = (id: number, value: number): TraceEvent =>
      ({ ...variable(id, '', value, 4), name: null }) as TraceEvent;
    const sum = [
      variable(1, 'x', 2, 3, false),
      unnamed(2, 4),
      func(3, 'Square', [1], [2], 0),
      unnamed(4, 4),
      func(5, 'Square', [1], [4], 0),
      variable(6, 'y', 8, 4),
      func(7, 'Add', [2, 4], [6], 1)
    ];
    const wrapped = [
      ...sum.slice(0, 5),
      unnamed(8, 54.6),
      func(9, 'Exp', [4], [8], 1),
      variable(6, 'y', 58.6, 4),
      func(7, 'Add', [2, 8], [6], 2)
    ];
    expect(compare(sum, wrapped)).toEqual(['+ #8', '+ Exp', '≠ y y value', '≠ Add Add wiring']);
  });

  it('finds another input', () => {
    const sum = (second: number) => [
      variable(1, 'x', 3, 3, false),
      variable(2, 'w', 3, 3, false),
      variable(3, 'y', 6, 4),
      func(4, 'Add', [1, second], [3], 0)
    ];
    expect(compare(sum(1), sum(2))).toEqual(['≠ Add Add wiring']);
  });

  it('finds the gradients that overwriting changes', () => {
    expect(compare(sharedVariable(false), sharedVariable(true))).toEqual(['≠ x x gradient']);
  });

  it('finds a shape', () => {
    const vector = chain().map((event) =>
      event.kind === 'variable' && event.id === 1 && event.value
        ? { ...event, value: { ...event.value, shape: [1] } }
        : event
    );
    expect(compare(chain(), vector)).toEqual(['≠ x x shape']);
  });

  it('shows both graphs at once, each edge once', () => {
    const [before, after] = [pictureOf(chain()), pictureOf(chain().slice(0, 5))];
    const union = unionOf(before, after, differenceOf(before, after));
    expect([...union.picture.nodes.values()].map(displayName)).toEqual(['x', 'a', 'Square', 'b', 'Exp', 'y', 'Square']);
    expect([...union.signs.values()]).toEqual(['−', '−']);
    expect(union.picture.edges.size).toBe(6);
    expect([...union.edgeSigns.values()]).toEqual(['−', '−']);
  });
});

describe('difference of any two graphs', () => {
  /** A graph grows by functions that take what is there; some results have names. */
  const graph = fc
    .array(
      fc.record({
        op: fc.constantFrom('Add', 'Mul', 'Exp'),
        inputs: fc.array(fc.nat(20), { minLength: 1, maxLength: 2 }),
        name: fc.constantFrom(null, 'a', 'b', 'c'),
        value: fc.nat(3)
      }),
      { maxLength: 8 }
    )
    .map((steps): TraceEvent[] => {
      const events: TraceEvent[] = [variable(1, 'x', 1, 1, false), variable(2, 'w', 2, 1, false)];
      const variables = [1, 2];
      steps.forEach(({ op, inputs, name, value }, index) => {
        const [result, id] = [3 + 2 * index, 4 + 2 * index];
        const taken = inputs.map((input) => variables[input % variables.length]!);
        events.push(
          { ...variable(result, '', value, index), name } as TraceEvent,
          func(id, op, taken, [result], index)
        );
        variables.push(result);
      });
      return events;
    });
  const mirror = (change: string): string => {
    const [sign = '', ...words] = change.split(' ');
    if (sign !== '≠') return `${sign === '+' ? '−' : '+'} ${words.join(' ')}`;
    const [before = '', after = '', ...aspects] = words;
    return `≠ ${after} ${before} ${aspects.join(' ')}`;
  };
  const plain = (changes: string[]) => changes.map((change) => change.replaceAll(/#\d+/g, '#')).sort();

  it('is the mirror image the other way round', () => {
    fc.assert(
      fc.property(graph, graph, (one, other) => {
        expect(plain(compare(other, one))).toEqual(plain(compare(one, other).map(mirror)));
      }),
      { seed: 7, numRuns: 300 }
    );
  });

  it('is empty against itself', () => {
    fc.assert(
      fc.property(graph, fc.nat(99), (events, by) => {
        expect(compare(events, renumbered(events, by))).toEqual([]);
      }),
      { seed: 8, numRuns: 200 }
    );
  });
});
