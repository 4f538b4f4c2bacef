import { describe, expect, it } from 'vitest';
import { sampleDetail } from '../runs/sample-runs.ts';
import { changedFiles, differences } from './differences.ts';

describe('what differs', () => {
  it('is nothing between equal runs', () => expect(differences([sampleDetail('a'), sampleDetail('b')])).toEqual([]));

  it('names settings, seeds, metrics, environment and code, and nothing else', () => {
    const other = sampleDetail('b', {
      seed: 1,
      config: { lr: 0.5, hidden: 20 },
      metrics: { loss: { last: 0.08, best: 0.0769 } },
      environment: { platform: 'darwin' },
      files: { 'cells/2-train.ts': 'const lr = 0.5;\n' }
    });
    expect(differences([sampleDetail('a'), other]).map((row) => `${row.group} ${row.name}`)).toEqual([
      'run seed',
      'config hidden',
      'config lr',
      'metrics loss.last',
      'environment platform',
      'code cells/2-train.ts'
    ]);
  });

  it('treats NaN as equal to NaN, and a missing value as a difference', () => {
    const nan = { metrics: { loss: { last: NaN, best: 1 } } };
    expect(differences([sampleDetail('a', nan), sampleDetail('b', nan)])).toEqual([]);
    const [row] = differences([sampleDetail('a', { config: {} }), sampleDetail('b')]);
    expect(row).toEqual({ group: 'config', name: 'lr', values: [null, 0.2] });
  });

  it('lists the files that changed, were added or are gone', () => {
    const a = sampleDetail('a', { files: { 'x.ts': '1', 'y.ts': '2', 'z.ts': '3' } });
    const b = sampleDetail('b', { files: { 'x.ts': '1', 'y.ts': '22', 'w.ts': '4' } });
    expect(changedFiles([a, b])).toEqual(['w.ts', 'y.ts', 'z.ts']);
  });
});
