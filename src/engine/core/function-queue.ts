/**
 * The functions that wait for back-propagation: highest generation first, among equals the one added last; each is
 * taken once in a pass. A binary heap, so that wide graphs cost no more than n log n.
 * Not here: what happens to a function that is taken.
 */
import type { Func } from './function.ts';

/** Functions that a pass can add before their order counts as a generation. */
const MOST = 2 ** 26;
let passes = 0;

export class FunctionQueue {
  readonly #heap: Func[] = [];
  /** Generation, then order, in one number: the largest comes first. */
  readonly #keys: number[] = [];
  readonly #pass = ++passes;
  #added = 0;

  /** Whether it waits now; not where it had its turn in this pass already. */
  add(func: Func): boolean {
    if (func.lastPass === this.#pass) return false;
    func.lastPass = this.#pass;
    const heap = this.#heap;
    const keys = this.#keys;
    const key = func.generation * MOST + ++this.#added;
    let i = heap.length;
    // Not by its index: once built-ins are frozen, writing where an array has nothing yet takes long.
    heap.push(func);
    keys.push(key);
    while (i > 0) {
      const above = (i - 1) >> 1;
      const aboveKey = keys[above] as number;
      if (!(key > aboveKey)) break;
      heap[i] = heap[above] as Func;
      keys[i] = aboveKey;
      i = above;
    }
    heap[i] = func;
    keys[i] = key;
    return true;
  }

  pop(): Func | null {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    const key = this.#keys.pop();
    if (top === undefined || last === undefined || key === undefined) return null;
    if (heap.length > 0) this.#sink(last, key);
    return top;
  }

  #sink(func: Func, key: number): void {
    const heap = this.#heap;
    const keys = this.#keys;
    const length = heap.length;
    let i = 0;
    for (let child = 1; child < length; child = 2 * i + 1) {
      if (child + 1 < length && (keys[child + 1] as number) > (keys[child] as number)) child += 1;
      const below = keys[child] as number;
      if (!(below > key)) break;
      heap[i] = heap[child] as Func;
      keys[i] = below;
      i = child;
    }
    heap[i] = func;
    keys[i] = key;
  }
}
