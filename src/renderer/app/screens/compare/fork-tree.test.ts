import { describe, expect, it } from 'vitest';
import { sampleRun } from '../runs/sample-runs.ts';
import { forkTree, walkTree } from './fork-tree.ts';

const run = (id: string, parent: string | null, minute = 0) =>
  sampleRun(id, { parent, startedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z` });
const picture = (tree: ReturnType<typeof forkTree>) =>
  tree.map((fork) => `${'  '.repeat(fork.depth)}${fork.run.id}${fork.compared ? '' : '?'}`);

describe('the tree of forks', () => {
  const all = [
    run('trunk', null),
    run('left', 'trunk', 1),
    run('right', 'trunk', 2),
    run('leaf', 'left', 3),
    run('alone', null, 4)
  ];
  const [, , right, leaf, alone] = all;

  it('shows common ancestors that are not compared', () => {
    expect(picture(forkTree([right!, leaf!, alone!], all))).toEqual([
      'trunk?',
      '  left?',
      '    leaf',
      '  right',
      'alone'
    ]);
  });
  it('makes a root of a run whose parent is gone', () => {
    expect(picture(forkTree([run('child', 'gone')], []))).toEqual(['child']);
  });
  it('cuts a circle', () => {
    const circle = [run('a', 'b'), run('b', 'a')];
    expect(picture(forkTree(circle, circle))).toEqual(['a', '  b']);
  });
  it('is walked by keys', () => {
    const tree = forkTree([right!, leaf!], all);
    const go = (from: string, key: string) => walkTree(tree, all.find((one) => one.id === from)!.id, key);
    expect(go('trunk', 'ArrowRight')).toBe('left');
    expect(go('leaf', 'ArrowLeft')).toBe('left');
    expect(go('leaf', 'ArrowDown')).toBe('right');
    expect(go('right', 'ArrowDown')).toBeNull();
    expect(go('right', 'Home')).toBe('trunk');
    expect(go('trunk', 'a')).toBeNull();
  });
});
