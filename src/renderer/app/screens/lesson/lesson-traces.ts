/** The runs of a lesson's cells whose graphs can be compared: those before, and the one that is shown. Oldest first. */
import type { LessonId } from '@ipc/ids.ts';
import type { TraceChoice } from '../../lib/graph/difference/trace-choice.ts';
import type { Translate } from '../../lib/graph/words/sentence.ts';
import type { RunSession } from '../../lib/state/run-session.svelte.ts';

export function lessonTraces(
  { history, traced, events, count }: RunSession,
  lesson: LessonId,
  t: Translate
): TraceChoice[] {
  const before = history.traces.filter((trace) => trace.lesson === lesson);
  const all = traced?.lesson === lesson ? [...before, { entry: traced.entry, run: count, events }] : before;
  return all.map(({ entry, run, events: happened }) => ({
    id: String(run),
    cell: entry,
    label: t('graph.difference.run', { cell: entry.replace(/^cells\/|\.ts$/g, ''), run }),
    events: happened
  }));
}
