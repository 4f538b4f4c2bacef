/**
 * Changing a leaf by hand: which leaf of the run a node is, whether it can be edited, and what was typed as numbers.
 * Pure. Not here: running the cell again (lesson-state), putting the value in (src/runtime/leaf-changes.ts).
 */
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import { MOST_EDITED, type LeafChange } from '@ipc/engine.ts';
import type { VariableNode } from '../picture/picture.ts';
import { sizeOf } from '../why/elements-of.ts';

/** The n-th leaf of the forward pass, counted as the runtime counts; null for what is none. */
export function leafNumber(events: readonly TraceEvent[], id: number): number | null {
  let number = 0;
  for (const event of events) {
    if (event.kind !== 'variable' || event.role !== 'leaf' || event.pass !== 'forward') continue;
    if (event.id === id) return number;
    number += 1;
  }
  return null;
}

/** A leaf whose whole value is known and short enough. */
export function isEditable(node: VariableNode): node is VariableNode & { value: ValueSnapshot & { values: number[] } } {
  const { role, pass, value } = node;
  return (
    role === 'leaf' && pass === 'forward' && value?.values != null && sizeOf(value) <= MOST_EDITED && sizeOf(value) > 0
  );
}

export type Typed = { ok: true; values: number[] } | { ok: false; why: 'number' | 'count'; got: number };

/** '[[1, 2], [3, 4]]', '1 2 3 4' or '0.8'; a decimal comma counts where a single number is asked for. */
export function numbersIn(text: string, count: number): Typed {
  const plain = count === 1 ? text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2') : text;
  const parts = plain
    .replaceAll(/[[\]()]/g, ' ')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const values = parts.map(Number);
  if (values.some((value) => !Number.isFinite(value))) return { ok: false, why: 'number', got: values.length };
  return values.length === count ? { ok: true, values } : { ok: false, why: 'count', got: values.length };
}

/** The changes with one more, or without that leaf's where it is back at what the code gave it. */
export function withChange(
  changes: readonly LeafChange[],
  change: LeafChange,
  code: readonly number[] | null
): LeafChange[] {
  const others = changes.filter(({ leaf }) => leaf !== change.leaf);
  const back = code !== null && code.every((value, k) => value === change.values[k]);
  return back ? others : [...others, change];
}
