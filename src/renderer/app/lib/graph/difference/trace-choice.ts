/** The traces that can be compared, and which two are proposed first. Pure. */
import type { TraceEvent } from '@engine/trace/events.ts';

export interface TraceChoice {
  id: string;
  /** The cell whose run it is. */
  cell: string;
  label: string;
  events: readonly TraceEvent[];
}

interface Proposal {
  before: TraceChoice | null;
  after: TraceChoice | null;
}

/** The last run of the cell and the one before it; where there is only one, the last run of another cell. */
export function proposal(traces: readonly TraceChoice[], cell: string): Proposal {
  const mine = traces.filter((trace) => trace.cell === cell);
  const after = mine.at(-1) ?? traces.at(-1) ?? null;
  const others = traces.filter((trace) => trace !== after);
  const before = others.findLast((trace) => trace.cell === after?.cell) ?? others.at(-1) ?? null;
  return { before, after };
}
