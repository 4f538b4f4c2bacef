/** Records what the engine does, for tests: the same events that a cell yields, and the live Variables beside them. */
import type { Variable } from '../core/variable.ts';
import { Recorder, setRecorder } from './recorder.ts';
import type { TraceEvent } from './events.ts';
import { inFull } from './snapshot.ts';

export class Watching extends Recorder {
  onCreated: (variable: Variable) => void = () => undefined;
  /** After each event, when the engine has done what it tells. */
  onAfter: () => void = () => undefined;

  override variableCreated(variable: Variable, spot = this.spot()): void {
    this.onCreated(variable);
    super.variableCreated(variable, spot);
  }
}

export function recorded(work: (recorder: Watching) => void): TraceEvent[] {
  const events: TraceEvent[] = [];
  const recorder: Watching = new Watching((event) => {
    events.push(inFull(event));
    recorder.onAfter();
  });
  const before = setRecorder(recorder);
  try {
    work(recorder);
  } finally {
    setRecorder(before);
  }
  return events;
}
