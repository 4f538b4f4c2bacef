/**
 * Why a value is what it is: which function computed it, from which values, as they were then. Pure. A matrix product
 * is taken apart into row times column. Not here: gradients (why-gradient.ts), how it is written (why-tex.ts).
 */
import type { SourcePlace, ValueSnapshot } from '@engine/trace/events.ts';
import { broadcastIndex, coordinates, elementOf, sizeOf } from './elements-of.ts';
import { operationFor, type Operation } from './operations.ts';
import type { TraceIndex } from './trace-index.ts';

export interface Argument {
  variable: number;
  value: ValueSnapshot | null;
  /** The element that the function took for the one that was asked for; null where that is several or unknown. */
  element: number | null;
}

export interface ValueWhy {
  function: number;
  name: string;
  arguments: Argument[];
  element: number | null;
  result: number | null;
  /** How it is written, where computing it gives the result. */
  operation: Operation | null;
  /** Row times column: what is multiplied and added up, and the bias. */
  products: { row: number[]; column: number[]; bias: number | null } | null;
  /** The value has been changed since (an update, or by hand), so the function's result was another one. */
  changed: boolean;
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

export interface ValueQuestion {
  variable: number;
  element: number | null;
  before: number;
}

/** Null for a leaf: nothing in the graph computed it. */
export function whyValue(index: TraceIndex, { variable, element, before }: ValueQuestion): ValueWhy | null {
  // A computed variable is told of before the function that made it.
  const creator = index.creatorBefore(before, variable) ?? index.creatorBefore(index.events.length, variable);
  if (!creator) return null;
  const { event } = creator;
  const then = index.valueBefore(creator.index + 1, variable);
  const single = then !== null && sizeOf(then) === 1 ? 0 : element;
  const result = single === null ? null : elementOf(then, single);
  const taken = event.inputs.map((id): Argument => {
    const value = index.valueBefore(creator.index, id);
    return { variable: id, value, element: single === null ? null : takenElement(value, then, single) };
  });
  const numbers = taken.map(({ value, element: at }) => (at === null ? null : elementOf(value, at)));
  const known = numbers.filter((one) => one !== null);
  const operation = result !== null && known.length === numbers.length ? operationFor(event.name, known, result) : null;
  return {
    ...{ function: event.id, name: event.name, arguments: taken, element: single, result, operation },
    products: single === null || result === null ? null : productsOf(event.name, taken, then, single, result),
    changed: then !== index.valueBefore(before, variable),
    at: event.at,
    cell: event.cell
  };
}

function takenElement(input: ValueSnapshot | null, output: ValueSnapshot | null, element: number): number | null {
  if (!input) return null;
  if (sizeOf(input) === 1) return 0;
  if (!output || input.shape.length > output.shape.length) return null;
  const lead = output.shape.length - input.shape.length;
  const fits = input.shape.every((length, axis) => length === 1 || length === output.shape[axis + lead]);
  return fits ? broadcastIndex(element, output.shape, input.shape) : null;
}

function productsOf(
  name: string,
  [x, w, b]: readonly Argument[],
  output: ValueSnapshot | null,
  element: number,
  result: number
): ValueWhy['products'] {
  if (!['matmul', 'linear'].includes(name.toLowerCase()) || output?.shape.length !== 2) return null;
  if (x?.value?.shape.length !== 2 || w?.value?.shape.length !== 2 || !x.value.values || !w.value.values) return null;
  const [row, column] = coordinates(element, output.shape);
  const [inner = 0, columns = 0] = w.value.shape;
  const { values } = w.value;
  const products = {
    row: x.value.values.slice(row * inner, (row + 1) * inner),
    column: Array.from({ length: inner }, (_, k) => values[k * columns + column] ?? NaN),
    bias: b ? elementOf(b.value, column) : null
  };
  const sum = products.row.reduce((all, one, k) => all + one * (products.column[k] ?? NaN), products.bias ?? 0);
  const size = products.row.reduce((all, one, k) => all + Math.abs(one * (products.column[k] ?? 0)), Math.abs(sum));
  return Math.abs(sum - result) <= 1e-5 * size ? products : null;
}
