/** What several processes found tracing to cost, taken together. Not here: measuring (trace-cost.ts). */
import { ratioOf, type Ratio } from './pairs.ts';

interface TraceCase {
  case: string;
  what: 'off, against no trace calls' | 'on, against off' | 'last steps kept, against off';
  limit: number;
}

/** Of one process. */
export interface TraceSample extends TraceCase {
  ratios: readonly number[];
}

export type TraceCost = TraceCase & Ratio;

/** Each process has measured the same cases. */
export function pooled(processes: readonly (readonly TraceSample[])[]): TraceCost[] {
  const [first = []] = processes;
  return first.map(({ ratios: _, ...one }, i) => ({
    ...one,
    ...ratioOf(processes.flatMap((samples) => samples[i]?.ratios ?? []))
  }));
}
