import path from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, OpenedFiles } from './opened-files.ts';

it('finds hand-ins among arguments, relative to the folder in which they were given', () => {
  const folder = path.resolve('/home/a');
  expect(filesIn(['/usr/bin/app', '--flag=x.dzrun', 'run.dzrun', '/b/Run 2.DZRUN', 'x.zip', '.'], folder)).toEqual([
    path.join(folder, 'run.dzrun'),
    path.resolve('/b/Run 2.DZRUN')
  ]);
});

it('keeps files until somebody listens, gives each once, and goes on after a page was loaded again', () => {
  const files = new OpenedFiles();
  const got: string[] = [];
  files.add(['a', 'b']);
  const stop = files.listen((file) => got.push(`1 ${file}`));
  files.add(['c']);
  stop();
  files.add(['d']);
  files.listen((file) => got.push(`2 ${file}`));
  expect(got).toEqual(['1 a', '1 b', '1 c', '2 d']);
});
