/**
 * The functions that wait for back-propagation: highest generation first, among equals the one added last; each is
 * taken once in its life time. A binary heap, so that wide graphs cost no more than n log n.
 * Not here: what happens to a function that is taken.
 */
import type { Func } from './function.ts';

interface Waiting {
  func: Func;
  order: number;
}

export class FunctionQueue {
  readonly #heap: Waiting[] = [];
  readonly #seen = new Set<Func>();

  add(func: Func): void {
    if (this.#seen.has(func)) return;
    this.#seen.add(func);
    const heap = this.#heap;
    const entry = { func, order: this.#seen.size };
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const above = (i - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !sooner(entry, parent)) break;
      heap[i] = parent;
      i = above;
    }
    heap[i] = entry;
  }

  pop(): Func | null {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return null;
    if (heap.length > 0) this.#sink(last);
    return top.func;
  }

  /** The functions that wait, next one first. */
  waiting(): Func[] {
    return this.#heap.toSorted((a, b) => (sooner(a, b) ? -1 : 1)).map((entry) => entry.func);
  }

  #sink(entry: Waiting): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && sooner(right, below)) {
        child += 1;
        below = right;
      }
      if (!sooner(below, entry)) break;
      heap[i] = below;
      i = child;
    }
    heap[i] = entry;
  }
}

function sooner(a: Waiting, b: Waiting): boolean {
  if (a.func.generation !== b.func.generation) return a.func.generation > b.func.generation;
  return a.order > b.order;
}
