import { describe, expect, it } from 'vitest';
import { sampleDetail } from '../runs/sample-runs.ts';
import { changedFiles, differences, sortedRuns } from './differences.ts';

const names = (runs: Parameters<typeof differences>[0]) =>
  differences(runs).map((column) => `${column.group} ${column.name}`);

describe('what differs', () => {
  it('is nothing between equal runs', () => expect(differences([sampleDetail('a'), sampleDetail('b')])).toEqual([]));

  it('names parameters, seeds, data, metrics, environment and code, and nothing else', () => {
    const data = (sha256: string) => [{ name: 'spiral', sha256, rows: 300 }];
    const other = sampleDetail('b', {
      seed: 1,
      config: { lr: 0.5, hidden: 20 },
      data: data('bb'),
      metrics: { loss: { last: 0.08, best: 0.0769 } },
      environment: { platform: 'darwin' },
      files: { 'cells/2-train.ts': 'const lr = 0.5;\n' }
    });
    expect(names([sampleDetail('a', { data: data('aa') }), other])).toEqual([
      'config hidden',
      'config lr',
      'run seed',
      'data spiral',
      'metrics loss.last',
      'environment platform',
      'code cells/2-train.ts'
    ]);
  });

  it('treats NaN as equal to NaN, and a missing value as a difference', () => {
    const nan = { metrics: { loss: { last: NaN, best: 1 } } };
    expect(differences([sampleDetail('a', nan), sampleDetail('b', nan)])).toEqual([]);
    const [column] = differences([sampleDetail('a', { config: {} }), sampleDetail('b')]);
    expect(column).toEqual({ group: 'config', name: 'lr', values: [null, 0.2] });
  });

  it('gives equal code the same letter', () => {
    const code = (text: string) => ({ files: { 'x.ts': text } });
    const runs = [sampleDetail('a', code('1')), sampleDetail('b', code('2')), sampleDetail('c', code('1'))];
    expect(differences(runs)[0]?.values).toEqual(['A', 'B', 'A']);
  });

  it('lists the files that changed, were added or are gone', () => {
    const a = sampleDetail('a', { files: { 'x.ts': '1', 'y.ts': '2', 'z.ts': '3' } });
    const b = sampleDetail('b', { files: { 'x.ts': '1', 'y.ts': '22', 'w.ts': '4' } });
    expect(changedFiles([a, b])).toEqual(['w.ts', 'y.ts', 'z.ts']);
  });

  it('sorts runs by a column, those without a value last both ways', () => {
    const runs = [{ lr: 0.5 }, {}, { lr: 0.1 }, { lr: 10 }].map((config, i) => sampleDetail('abcd'[i]!, { config }));
    const columns = differences(runs);
    expect(sortedRuns(runs, columns, { column: 0, down: false })).toEqual([2, 0, 3, 1]);
    expect(sortedRuns(runs, columns, { column: 0, down: true })).toEqual([3, 0, 2, 1]);
    expect(sortedRuns(runs, columns, { column: -1, down: true })).toEqual([3, 2, 1, 0]);
  });
});
