import { expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import type { LessonId } from '@ipc/ids.ts';
import { TraceHistory } from './trace-history.svelte.ts';

const EVENT: TraceEvent = { kind: 'plotted', plot: 'p', at: null, cell: null };
const trace = (entry: string, run: number, events: TraceEvent[] = [EVENT]) => ({
  lesson: 'a' as LessonId,
  entry: entry,
  run,
  events
});

it('keeps the last two runs of a cell, and not more than twelve in all', () => {
  const history = new TraceHistory();
  for (let run = 1; run <= 3; run++) history.keep(trace('cells/1.ts', run));
  history.keep(trace('cells/2.ts', 4));
  history.keep(trace('cells/2.ts', 5, []));
  expect(history.traces.map(({ entry, run }) => `${entry} ${run}`)).toEqual([
    'cells/1.ts 2',
    'cells/1.ts 3',
    'cells/2.ts 4'
  ]);
  for (let run = 6; run < 20; run++) history.keep(trace(`cells/${run}.ts`, run));
  expect(history.traces.map(({ run }) => run)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});
