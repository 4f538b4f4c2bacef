/**
 * Finds things in an event stream without walking it each time: which value or gradient a variable had before an event,
 * who made it, when a function was taken from the queue. Made once per stream. Not here: what any of it means.
 */
import type { FunctionCreated, GradientArrived, TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';

export class TraceIndex {
  readonly events: readonly TraceEvent[];
  readonly #values = new Map<number, number[]>();
  readonly #gradients = new Map<number, number[]>();
  readonly #pops = new Map<number, number[]>();
  readonly #functions = new Map<number, number[]>();
  readonly #creators = new Map<number, number[]>();
  readonly #starts: number[] = [];

  constructor(events: readonly TraceEvent[]) {
    this.events = events;
    events.forEach((event, index) => this.#add(event, index));
  }

  /** The value of a variable before the event at `index`. */
  valueBefore(index: number, variable: number): ValueSnapshot | null {
    const event = this.events[lastBefore(this.#values.get(variable), index) ?? -1];
    if (event?.kind === 'variable') return event.value;
    if (event?.kind === 'variable-changed') return event.value ?? null;
    return event?.kind === 'parameter-updated' ? event.after : null;
  }

  /** The gradient that had arrived at a variable before the event at `index`; null where there was none. */
  gradientBefore(index: number, variable: number): ValueSnapshot | null {
    const event = this.events[lastBefore(this.#gradients.get(variable), index) ?? -1];
    if (event?.kind === 'variable') return event.grad ?? null;
    return event?.kind === 'gradient' ? event.after : null;
  }

  /**
   * The arrivals that make up the gradient which a variable had before `index`, oldest first. A gradient that backward
   * has released since is still explained, a cleared one is none.
   */
  arrivalsBefore(index: number, variable: number): { index: number; event: GradientArrived }[] {
    const found: { index: number; event: GradientArrived }[] = [];
    const places = this.#gradients.get(variable) ?? [];
    for (let slot = slotBefore(places, index); slot >= 0; slot--) {
      const place = places[slot] ?? -1;
      const event = this.events[place];
      if (event?.kind === 'gradient-released') {
        if (found.length > 0 || event.reason === 'cleared') break;
      } else if (event?.kind === 'gradient') {
        found.unshift({ index: place, event });
        if (event.mode === 'seed' || event.before === null) break;
      }
    }
    return found;
  }

  popBefore(index: number, func: number): number | null {
    return lastBefore(this.#pops.get(func), index);
  }

  functionBefore(index: number, func: number): FunctionCreated | null {
    const event = this.events[lastBefore(this.#functions.get(func), index) ?? -1];
    return event?.kind === 'function' ? event : null;
  }

  /** Who computed a variable, as known before `index`. */
  creatorBefore(index: number, variable: number): { index: number; event: FunctionCreated } | null {
    const place = lastBefore(this.#creators.get(variable), index);
    const event = this.events[place ?? -1];
    return place !== null && event?.kind === 'function' ? { index: place, event } : null;
  }

  /** Where the backward pass started that the event at `index` belongs to. */
  rootBefore(index: number): number | null {
    const event = this.events[lastBefore(this.#starts, index) ?? -1];
    return event?.kind === 'backward-started' ? event.root : null;
  }

  #add(event: TraceEvent, index: number): void {
    switch (event.kind) {
      case 'variable':
        if (event.grad) note(this.#gradients, event.id, index);
        return note(this.#values, event.id, index);
      case 'variable-changed':
        return event.value === undefined ? undefined : note(this.#values, event.id, index);
      case 'parameter-updated':
        return note(this.#values, event.target, index);
      case 'function':
        for (const output of event.outputs) note(this.#creators, output, index);
        return note(this.#functions, event.id, index);
      case 'function-popped':
        return note(this.#pops, event.id, index);
      case 'gradient':
      case 'gradient-released':
        return note(this.#gradients, event.target, index);
      case 'backward-started':
        this.#starts.push(index);
        return;
      default:
    }
  }
}

function note(map: Map<number, number[]>, id: number, index: number): void {
  const places = map.get(id);
  if (places) places.push(index);
  else map.set(id, [index]);
}

/** The slot of the last place before `index`; -1 where there is none. */
function slotBefore(places: readonly number[], index: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function lastBefore(places: readonly number[] | undefined, index: number): number | null {
  return places?.[slotBefore(places, index)] ?? null;
}
