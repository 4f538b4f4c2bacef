/** The lessons' solutions, as a learner would type them. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './launch.ts';

export function solutionOf(folder: string, file: string): string {
  const lessons = path.join(root, 'lessons');
  const stage = fs.readdirSync(lessons).find((name) => fs.existsSync(path.join(lessons, name, folder)));
  if (!stage) throw new Error(`there is no lesson ${folder}`);
  return fs.readFileSync(path.join(lessons, stage, folder, 'solution', file), 'utf8');
}
