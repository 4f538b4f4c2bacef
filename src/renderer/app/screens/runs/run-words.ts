/** What tables and pages say about a run: its main metric, its texts for time. Pure. */
import type { CheckpointId } from '@ipc/ids.ts';
import type { CheckpointSummary, RunSummary } from '@ipc/runs.ts';
import { printRoute } from '../../lib/state/routes.ts';

export interface MainMetric {
  name: string;
  last: number;
  best: number;
}

/** The loss where there is one, else the first metric by name; null without metrics. */
export function mainMetric(run: Pick<RunSummary, 'metrics'>): MainMetric | null {
  const names = Object.keys(run.metrics).sort();
  const name = names.find((one) => one === 'loss') ?? names.find((one) => /loss/i.test(one)) ?? names[0];
  const metric = name === undefined ? undefined : run.metrics[name];
  return name === undefined || metric === undefined ? null : { name, ...metric };
}

/** '23 Nov, 18:42': day and minute; the year only when it is another one. */
export function whenText(iso: string, language: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return dateFormat(language, at.getFullYear() === now.getFullYear() ? 'minute' : 'year').format(at);
}

/** The full date and time, for titles. */
export const whenFull = (iso: string, language: string): string => dateFormat(language, 'full').format(new Date(iso));

const MINUTE = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false } as const;
const DATES = {
  minute: MINUTE,
  year: { ...MINUTE, year: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'medium' }
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes longer than drawing the row that it is for. */
function dateFormat(language: string, kind: keyof typeof DATES): Intl.DateTimeFormat {
  const key = `${language} ${kind}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(language, DATES[kind])));
  return found;
}

/** The checkpoint with the highest step; of several at one step the newest. */
export const lastCheckpoint = (list: readonly CheckpointSummary[]): CheckpointSummary | null =>
  [...list].sort((a, b) => a.step - b.step || a.at.localeCompare(b.at)).at(-1) ?? null;

/** The address of a run's lesson that goes on from a checkpoint. */
export const continueHref = (run: Pick<RunSummary, 'id' | 'lesson'>, checkpoint: CheckpointId): string =>
  printRoute({ screen: 'lesson', lesson: run.lesson, resume: { run: run.id, checkpoint } });
