import { describe, expect, it } from 'vitest';
import { traceOf } from '../picture/large-graph.fixture.ts';
import { pictureAt } from '../picture/reducer.ts';
import { searchGraph } from './search.ts';
import { gradient } from '../picture/step-seven.fixture.ts';

const events = [
  ...traceOf([
    { name: 'Linear', from: [-1], layers: ['MLP', 'l1'], parameter: true, line: 12 },
    { name: 'Sigmoid', from: [0], layers: ['MLP'], line: 13 },
    { name: 'Linear', from: [1], layers: ['MLP', 'l2'], line: 14 }
  ]),
  gradient(5, 9, Number.NaN, 'first')
];
const picture = pictureAt(events, events.length);
const names = (query: string) => searchGraph(picture, query).map((id) => picture.nodes.get(id)?.name);

describe('search', () => {
  it('finds by name, function, layer, and by all words together', () => {
    expect(names('w0')).toEqual(['W0']);
    expect(names('linear')).toEqual(['Linear', 'Linear']);
    expect(names('l2')).toEqual(['Linear']);
    expect(names('mlp sig')).toEqual(['Sigmoid']);
  });

  it('finds by line, and what is not a number', () => {
    expect(names('13')).toEqual(['v1', 'Sigmoid']);
    expect(names('nan')).toEqual(['v1']);
  });

  it('finds nothing for nothing', () => {
    expect(searchGraph(picture, '  ')).toEqual([]);
    expect(searchGraph(picture, 'conv')).toEqual([]);
  });
});
