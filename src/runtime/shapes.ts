/** What the shape tracer takes objects of the learner's for, and their values as arrays. No events here. */
import { Func } from '../engine/core/function.ts';
import { Variable } from '../engine/core/variable.ts';
import { array } from '../engine/ndarray/create.ts';
import { NDArray } from '../engine/ndarray/ndarray.ts';
import type { Taken } from '../engine/trace/events.ts';
import { take } from '../engine/trace/snapshot.ts';

export const isEngineObject = (value: object): boolean =>
  value instanceof Variable || value instanceof Func || value instanceof NDArray;

/** Something with `data` that is not a function of the graph. */
export function isVariableLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || value instanceof NDArray || Array.isArray(value)) return false;
  return 'data' in value && !('forward' in value);
}

export function isFunctionLike(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isEngineObject(value) || 'data' in value) return false;
  const { forward, backward } = value as { forward?: unknown; backward?: unknown };
  return typeof forward === 'function' || typeof backward === 'function';
}

/** The variables among values, lists (one level) and weak references included. */
export function variablesIn(values: readonly unknown[]): object[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .map(reached)
    .filter(isVariableLike);
}

export const inputsOf = (func: object): object[] => linked(func, 'inputs', 'input');
export const outputsOf = (func: object): object[] => linked(func, 'outputs', 'output');

function linked(func: object, many: string, one: string): object[] {
  const fields = func as Record<string, unknown>;
  return variablesIn([fields[many] ?? fields[one]]);
}

/** What a weak reference of step 17 refers to. */
function reached(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { deref } = value as { deref?: unknown };
  return typeof deref === 'function' ? (deref as () => unknown).call(value) : value;
}

/** A value of the learner's as an array: numbers, arrays, and Variables (from step 32 on a gradient is one). */
export function toArray(value: unknown): NDArray | null {
  if (value instanceof NDArray) return value;
  if (typeof value === 'number') return array(value);
  if (isVariableLike(value)) return toArray((value as { data: unknown }).data);
  return null;
}

export function toTaken(value: unknown): Taken | null {
  if (typeof value === 'number') return value;
  const data = toArray(value);
  return data === null ? null : take(data);
}
