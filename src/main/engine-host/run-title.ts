/**
 * What a run is called until its user names it: the lesson and what was changed against the values of the code, or the
 * run that it continues. Pure. Not here: the title of the lesson, which depends on the language (main/app).
 */
import type { RunRequest } from '@ipc/engine.ts';

/** As long as a name may be that is typed (src/ipc/runs.ts). */
const LONGEST = 200;

/** 'A neural network · lr=0.05, steps=3000'. */
export function titleOfRun(lesson: string, changed: RunRequest['config']): string {
  const values = Object.entries(changed).map(([name, value]) => `${name}=${String(value)}`);
  return cut(values.length === 0 ? lesson : `${lesson} · ${values.join(', ')}`);
}

/** 'A neural network · from step 5000'; a run that is continued twice says only where it was continued last. */
export function titleOfContinued(parent: string, step: number, fromStep: (step: string) => string): string {
  const [before = '', after = ''] = fromStep('\n').split('\n');
  const at = parent.lastIndexOf(' · ');
  const last = at < 0 ? '' : parent.slice(at + 3);
  const number = last.slice(before.length, last.length - after.length);
  const again = last.startsWith(before) && last.endsWith(after) && /^\d+$/.test(number);
  return cut(`${again ? parent.slice(0, at) : parent} · ${fromStep(String(step))}`);
}

const cut = (title: string): string => (title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title);
