/** Routes: every place of the app, as data and as the hash of an address. Pure. */
import * as v from 'valibot';
import { CheckpointId, LessonId, RunId, ViewId } from '@ipc/ids.ts';

/** A checkpoint of a run, to go on from. */
export interface Resume {
  run: RunId;
  checkpoint: CheckpointId;
}

export type Route =
  | { screen: 'home' }
  | { screen: 'lesson'; lesson: LessonId; resume?: Resume }
  | { screen: 'runs' }
  | { screen: 'run'; run: RunId }
  /** `view`: looked at as that kept view says. */
  | { screen: 'compare'; runs: RunId[]; view?: ViewId }
  | { screen: 'settings' };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen, id = ''] = path.split('/').map((part) => decodeURIComponent(part));
  if (screen === 'lesson') {
    const lesson = v.safeParse(LessonId, id);
    const resume = parseResume(query);
    if (lesson.success) return { screen, lesson: lesson.output, ...(resume ? { resume } : {}) };
  }
  if (screen === 'run') {
    const run = v.safeParse(RunId, id);
    if (run.success) return { screen, run: run.output };
  }
  if (screen === 'runs' || screen === 'settings') return { screen };
  if (screen === 'compare') {
    const asked = new URLSearchParams(query);
    const ids = (asked.get('runs') ?? '').split(',').map((one) => v.safeParse(RunId, one));
    const runs = ids.filter((one) => one.success).map((one) => one.output);
    const view = v.safeParse(ViewId, asked.get('view'));
    return { screen, runs, ...(view.success ? { view: view.output } : {}) };
  }
  return { screen: 'home' };
}

export function printRoute(route: Route): string {
  switch (route.screen) {
    case 'home':
      return '#/';
    case 'lesson':
      return `#/lesson/${route.lesson}${route.resume ? `?${printResume(route.resume)}` : ''}`;
    case 'run':
      return `#/run/${route.run}`;
    case 'compare':
      return `#/compare?runs=${route.runs.join(',')}${route.view === undefined ? '' : `&view=${route.view}`}`;
    case 'runs':
    case 'settings':
      return `#/${route.screen}`;
    default:
      return route satisfies never;
  }
}

function parseResume(query: string): Resume | null {
  const asked = new URLSearchParams(query);
  const checkpoint = v.safeParse(CheckpointId, asked.get('resume'));
  const run = v.safeParse(RunId, asked.get('run'));
  return checkpoint.success && run.success ? { run: run.output, checkpoint: checkpoint.output } : null;
}

const printResume = ({ run, checkpoint }: Resume): string =>
  `resume=${encodeURIComponent(checkpoint)}&run=${encodeURIComponent(run)}`;
