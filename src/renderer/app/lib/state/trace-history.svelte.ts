/**
 * The traces of earlier runs, for comparing: of each cell the last two, and not more than a few in all. They live as long
 * as the window. Not here: the running cell's own trace (`run-session.svelte.ts`), and the comparison (`lib/graph`).
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { LessonFile, LessonId } from '@ipc/ids.ts';

export interface KeptTrace {
  lesson: LessonId;
  entry: LessonFile;
  /** Counts the runs of the session. */
  run: number;
  events: readonly TraceEvent[];
}

const PER_CELL = 2;
const IN_ALL = 12;

export class TraceHistory {
  /** Oldest first. */
  traces = $state.raw<readonly KeptTrace[]>([]);

  keep(trace: KeptTrace): void {
    if (trace.events.length === 0) return;
    const same = this.traces.filter(({ lesson, entry }) => lesson === trace.lesson && entry === trace.entry);
    const old = same.slice(0, Math.max(same.length - PER_CELL + 1, 0));
    this.traces = [...this.traces.filter((one) => !old.includes(one)), trace].slice(-IN_ALL);
  }
}
