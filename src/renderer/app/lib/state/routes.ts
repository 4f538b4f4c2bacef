/** Routes: every place of the app, as data and as the hash of an address. Pure. */
import * as v from 'valibot';
import { LessonId, RunId } from '@ipc/ids.ts';

export type Route =
  | { screen: 'home' }
  | { screen: 'lesson'; lesson: LessonId }
  | { screen: 'runs' }
  | { screen: 'run'; run: RunId }
  | { screen: 'compare'; runs: RunId[] }
  | { screen: 'settings' };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen, id = ''] = path.split('/').map((part) => decodeURIComponent(part));
  if (screen === 'lesson') {
    const lesson = v.safeParse(LessonId, id);
    if (lesson.success) return { screen, lesson: lesson.output };
  }
  if (screen === 'run') {
    const run = v.safeParse(RunId, id);
    if (run.success) return { screen, run: run.output };
  }
  if (screen === 'runs' || screen === 'settings') return { screen };
  if (screen === 'compare') {
    const ids = (new URLSearchParams(query).get('runs') ?? '').split(',');
    const runs = ids.map((one) => v.safeParse(RunId, one));
    return { screen, runs: runs.filter((one) => one.success).map((one) => one.output) };
  }
  return { screen: 'home' };
}

export function printRoute(route: Route): string {
  switch (route.screen) {
    case 'home':
      return '#/';
    case 'lesson':
      return `#/lesson/${route.lesson}`;
    case 'run':
      return `#/run/${route.run}`;
    case 'compare':
      return `#/compare?runs=${route.runs.join(',')}`;
    case 'runs':
    case 'settings':
      return `#/${route.screen}`;
    default:
      return route satisfies never;
  }
}
