import path from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, OpenedFiles } from './opened-files.ts';

it('finds hand-ins and class packs among arguments, relative to the folder in which they were given', () => {
  const folder = path.resolve('/home/a');
  expect(
    filesIn(['/usr/bin/app', '--flag=x.dzrun', 'run.dzrun', '/b/Run 2.DZRUN', 'x.zip', 'a.dzpack', '.'], folder)
  ).toEqual([path.join(folder, 'run.dzrun'), path.resolve('/b/Run 2.DZRUN'), path.join(folder, 'a.dzpack')]);
});

it('keeps files until somebody listens, gives each once to who takes its kind, and goes on after a page was loaded again', () => {
  const files = new OpenedFiles();
  const got: string[] = [];
  files.add(['a.dzrun', 'b.dzrun', 'p.dzpack']);
  const stop = files.listen('.dzrun', (file) => got.push(`1 ${file}`));
  files.add(['c.DZRUN']);
  stop();
  files.add(['d.dzrun']);
  files.listen('.dzpack', (file) => got.push(`pack ${file}`));
  files.listen('.dzrun', (file) => got.push(`2 ${file}`));
  expect(got).toEqual(['1 a.dzrun', '1 b.dzrun', '1 c.DZRUN', 'pack p.dzpack', '2 d.dzrun']);
});
