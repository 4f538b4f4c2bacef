/**
 * Matrix products that are still to be added to gradients on their way. A weight that is used again and again, as in
 * recurrent networks, gets a product from each use; together they cost less, as the gradient is then read and written
 * once. They are added in their order, before anything else is added or anybody looks, and at the end of the pass.
 * Not here: which products wait (the rules of matmul and linear).
 */
import { currentBackend } from '../backends/current.ts';
import type { Pair } from '../backends/backend.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Variable } from './variable.ts';

/** What waits keeps its arrays alive: not too many of them. */
const MOST_PAIRS = 64;

const pending = new Map<Variable, Pair[]>();

/** Variables whose gradients are not complete. */
export function incomplete(): readonly Variable[] {
  return pending.size === 0 ? [] : [...pending.keys()];
}

/** Adds a product to a gradient, sooner or later. */
export function addLater(variable: Variable, gradient: NDArray, pair: Pair): void {
  for (const { storage } of pair) if (storage.gradients > 0) storage.gradients += 1;
  const pairs = pending.get(variable);
  if (pairs === undefined) pending.set(variable, [pair]);
  else pairs.push(pair);
  if (pairs?.length === MOST_PAIRS) completed(variable, gradient);
}

/** The gradient with everything that waited for it. */
export function completed(variable: Variable, gradient: NDArray): NDArray {
  const pairs = pending.size === 0 ? undefined : pending.get(variable);
  if (pairs === undefined) return gradient;
  currentBackend().addProducts(gradient, pairs);
  forgetProducts(variable);
  return gradient;
}

/** The gradient is no longer wanted. */
export function forgetProducts(variable: Variable): void {
  const pairs = pending.size === 0 ? undefined : pending.get(variable);
  if (pairs === undefined) return;
  pending.delete(variable);
  for (const pair of pairs) for (const { storage } of pair) storage.release();
}
