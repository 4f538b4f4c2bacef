/** Records what the engine does, for tests: the same events that a cell yields. */
import { Recorder, setRecorder } from '../../../../../engine/trace/recorder.ts';
import type { TraceEvent } from '@engine/trace/events.ts';

export function recorded(work: () => void): TraceEvent[] {
  const events: TraceEvent[] = [];
  const before = setRecorder(new Recorder((event) => events.push(event)));
  try {
    work();
  } finally {
    setRecorder(before);
  }
  return events;
}
