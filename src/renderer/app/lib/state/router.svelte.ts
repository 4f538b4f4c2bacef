/**
 * Where the user is: a route, kept in the address' hash so that back and forward work. Pure parsing and printing
 * below; the class only listens. Not here: which component a route shows (App.svelte).
 */
import * as v from 'valibot';
import { LessonId, RunId } from '@ipc/ids.ts';

export type Route =
  | { screen: 'home' }
  | { screen: 'lesson'; lesson: LessonId }
  | { screen: 'runs' }
  | { screen: 'run'; run: RunId }
  | { screen: 'compare'; runs: RunId[] }
  | { screen: 'settings' };

export class Router {
  route = $state.raw<Route>({ screen: 'home' });

  /** Starts to follow the address; returns the function that stops it. */
  connect(): () => void {
    const read = () => (this.route = parseRoute(location.hash));
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }

  navigate(route: Route): void {
    const hash = printRoute(route);
    this.route = route;
    if (location.hash !== hash) location.hash = hash;
  }

  back(): void {
    if (history.length > 1) history.back();
    else this.navigate({ screen: 'home' });
  }
}

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
