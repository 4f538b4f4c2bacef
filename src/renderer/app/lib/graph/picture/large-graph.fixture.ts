/** Event lists of large graphs for tests: functions in the order of their calls, with layers and lines as asked. */
import type { TraceEvent } from '@engine/trace/events.ts';
import { scalar } from './step-seven.fixture.ts';

export interface Call {
  name: string;
  /** Indices of earlier calls whose output it takes; -1 is the leaf x. */
  from: readonly number[];
  layers?: readonly string[];
  line?: number;
  /** A parameter of its own. */
  parameter?: boolean;
}

const place = (line: number) => ({ file: 'cells/1-large.ts', line, column: 1 });

/** x is 1; call k makes the function 3k + 3 and the variable 3k + 2; its parameter is 3k + 4. */
export function traceOf(calls: readonly Call[]): TraceEvent[] {
  const made = (index: number) => (index < 0 ? 1 : 3 * index + 2);
  const leaf = (id: number, name: string, role: 'leaf' | 'parameter', line: number): TraceEvent => ({
    ...{ kind: 'variable', id, name, role, value: scalar(1), generation: 0, pass: 'forward', type: 'Variable' },
    ...{ at: place(line), cell: place(line) }
  });
  const events: TraceEvent[] = [leaf(1, 'x', 'leaf', 1)];
  for (const [index, { name, from, layers = [], line = 1, parameter = false }] of calls.entries()) {
    const where = { at: place(line), cell: place(line) };
    const id = 3 * index + 3;
    if (parameter) events.push(leaf(id + 1, `W${index}`, 'parameter', line));
    events.push({ ...leaf(id - 1, `v${index}`, 'leaf', line), role: 'intermediate' } as TraceEvent);
    const inputs = [...from.map(made), ...(parameter ? [id + 1] : [])];
    events.push({
      ...{ kind: 'function', id, name, inputs, outputs: [id - 1], generation: index, pass: 'forward' },
      ...{ layers: [...layers], ...where }
    });
  }
  return events;
}

/** A chain of so many functions. */
export function chain(length: number): Call[] {
  return Array.from({ length }, (_, index) => ({ name: 'Sin', from: [index - 1] }));
}
