/**
 * The functions that wait for back-propagation: highest generation first, among equals the one added last; each is
 * taken once in a pass. A binary heap, so that wide graphs cost no more than n log n.
 * Not here: what happens to a function that is taken.
 */
import type { Func } from './function.ts';

let passes = 0;

export class FunctionQueue {
  readonly #heap: Func[] = [];
  /** When each of them was added. */
  readonly #orders: number[] = [];
  readonly #pass = ++passes;
  #added = 0;

  add(func: Func): void {
    if (func.lastPass === this.#pass) return;
    func.lastPass = this.#pass;
    const heap = this.#heap;
    const orders = this.#orders;
    const order = ++this.#added;
    let i = heap.length;
    // Nothing that waits was added later, so only the generation decides.
    while (i > 0) {
      const above = (i - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || parent.generation > func.generation) break;
      heap[i] = parent;
      orders[i] = orders[above] as number;
      i = above;
    }
    heap[i] = func;
    orders[i] = order;
  }

  pop(): Func | null {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    const order = this.#orders.pop();
    if (top === undefined || last === undefined || order === undefined) return null;
    if (heap.length > 0) this.#sink(last, order);
    return top;
  }

  /** The functions that wait, next one first. */
  waiting(): Func[] {
    const places = this.#heap.map((_, i) => i);
    return places.sort((a, b) => (this.#sooner(a, b) ? -1 : 1)).map((i) => this.#heap[i] as Func);
  }

  #sink(func: Func, order: number): void {
    const heap = this.#heap;
    const orders = this.#orders;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#sooner(child + 1, child)) child += 1;
      const below = heap[child] as Func;
      const belowOrder = orders[child] as number;
      if (below.generation < func.generation || (below.generation === func.generation && belowOrder < order)) break;
      heap[i] = below;
      orders[i] = belowOrder;
      i = child;
    }
    heap[i] = func;
    orders[i] = order;
  }

  #sooner(a: number, b: number): boolean {
    const first = (this.#heap[a] as Func).generation;
    const second = (this.#heap[b] as Func).generation;
    return first === second ? (this.#orders[a] as number) > (this.#orders[b] as number) : first > second;
  }
}
