/**
 * Event lists for the tests, written by hand: step 7 (x = 0.5 through Square, Exp, Square, then backward), and a shared
 * variable whose second gradient is added or, with the learner's bug, overwrites the first.
 */
import type { GradientArrived, TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';

export function scalar(value: number): ValueSnapshot {
  const finite = Number.isFinite(value) ? value : null;
  return {
    shape: [],
    dtype: 'float64',
    values: [value],
    text: String(value),
    min: finite,
    max: finite,
    mean: finite,
    nonFinite: finite === null ? 1 : 0
  };
}

const base = (line: number) => {
  const at = { file: 'cells/1-backward.ts', line, column: 1 };
  return { at, cell: at };
};

export function variable(id: number, name: string, value: number, line: number, made = true): TraceEvent {
  return {
    ...{ kind: 'variable', id, name, value: scalar(value), generation: 0, pass: 'forward', type: 'Variable' },
    role: made ? 'intermediate' : 'leaf',
    ...base(line)
  } as const;
}

export function func(id: number, name: string, inputs: number[], outputs: number[], generation: number): TraceEvent {
  return { kind: 'function', id, name, generation, inputs, outputs, pass: 'forward', layers: [], ...base(id) };
}

export function gradient(
  target: number,
  from: number | null,
  value: number,
  mode: GradientArrived['mode'],
  before: number | null = null
): TraceEvent {
  const after = mode === 'accumulated' ? (before ?? 0) + value : value;
  return {
    ...{ kind: 'gradient', target, from, mode, contribution: scalar(value), after: scalar(after) },
    before: before === null ? null : scalar(before),
    ...base(9)
  } as const;
}

const popped = (id: number, queue: number[] = []): TraceEvent => ({ kind: 'function-popped', id, queue, ...base(9) });

/** Ids: x 1, a 2, A 3, b 4, B 5, y 6, C 7. */
export const STEP_SEVEN: readonly TraceEvent[] = [
  variable(1, 'x', 0.5, 3, false),
  variable(2, 'a', 0.25, 4),
  func(3, 'Square', [1], [2], 0),
  variable(4, 'b', 1.2840254166877414, 5),
  func(5, 'Exp', [2], [4], 1),
  variable(6, 'y', 1.648721270700128, 6),
  func(7, 'Square', [4], [6], 2),
  { kind: 'backward-started', root: 6, ...base(9) },
  gradient(6, null, 1, 'seed'),
  popped(7, [5]),
  gradient(4, 7, 2.568050833375483, 'first'),
  popped(5, [3]),
  gradient(2, 5, 3.297442541400256, 'first'),
  popped(3),
  gradient(1, 3, 3.297442541400256, 'first'),
  { kind: 'backward-finished', root: 6, ...base(9) },
  { kind: 'printed', text: '3.297442541400256', ...base(10) }
];

/** y = x + x, t = y * x: x gets three contributions. Ids: x 1, y 2, Add 3, t 4, Mul 5. */
export function sharedVariable(bug: boolean): TraceEvent[] {
  const second: GradientArrived['mode'] = bug ? 'overwritten' : 'accumulated';
  return [
    variable(1, 'x', 3, 3, false),
    variable(2, 'y', 6, 4),
    func(3, 'Add', [1, 1], [2], 0),
    variable(4, 't', 18, 5),
    func(5, 'Mul', [2, 1], [4], 1),
    { kind: 'backward-started', root: 4, ...base(9) },
    gradient(4, null, 1, 'seed'),
    popped(5, [3]),
    gradient(2, 5, 3, 'first'),
    gradient(1, 5, 6, 'first'),
    popped(3),
    gradient(1, 3, 3, second, 6),
    gradient(1, 3, 3, second, bug ? 3 : 9),
    { kind: 'gradient-released', target: 2, reason: 'released', ...base(9) },
    { kind: 'backward-finished', root: 4, ...base(9) },
    { kind: 'parameter-updated', target: 1, before: scalar(3), after: scalar(2.5), ...base(10) }
  ];
}
