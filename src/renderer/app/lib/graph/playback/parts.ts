/**
 * The parts of a run's trace: its first events, and the last steps of its training. Each replays by itself. Pure.
 * Not here: which is shown (the screen), how the last steps are kept (src/runtime/trace-ring.ts).
 */
import type { TraceEvent } from '@engine/trace/events.ts';

export type Part = 'first' | 'last';

/** The first and the last step that events tell of; null where they tell of none. */
export function stepsOf(events: readonly TraceEvent[]): { from: number; to: number } | null {
  const first = events.find((event) => event.kind === 'step-started');
  const last = events.findLast((event) => event.kind === 'step-started');
  return first?.kind === 'step-started' && last?.kind === 'step-started' ? { from: first.step, to: last.step } : null;
}

/** The step in which the event at this cursor happens. */
export function stepAt(events: readonly TraceEvent[], cursor: number): number | null {
  const event = events.findLast((one, index) => index < cursor && one.kind === 'step-started');
  return event?.kind === 'step-started' ? event.step : null;
}

/** Where a look at the last steps begins: at the beginning of the last one. */
export const lastStepCursor = (events: readonly TraceEvent[]): number =>
  events.findLastIndex((event) => event.kind === 'step-started') + 1;
