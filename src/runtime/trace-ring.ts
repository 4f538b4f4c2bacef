/**
 * The last steps of a training loop, kept where they happen: nothing of them is sent until somebody wants to see them.
 * The ring holds windows of events (`Recorder.beginWindow`), so that the older ones can go: what an event mentions is told
 * again where its window begins. What is left is one list of events that replays by itself: first everything that was
 * there before, as it stood, then what happened. Memory stays flat however long the loop runs.
 * Not here: when it is sent (trace-session.ts).
 */
import type { RecordedEvent } from '../engine/trace/events.ts';
import { isSummary, numbersIn } from '../engine/trace/snapshot.ts';
import type { Spot } from '../engine/trace/told.ts';

export interface RingLimits {
  /** More are not looked at: the graph of the last one is what matters. */
  steps: number;
  events: number;
  /** In all values. */
  numbers: number;
}

export const RING_LIMITS: RingLimits = { steps: 20, events: 2000, numbers: 200_000 };
/** Two whole steps are kept, even if that is more; but not more than this. */
const MOST = { events: 20_000, numbers: 2_000_000 };
/** A step that tells more than this is several windows. */
const PART_EVENTS = 256;
const WHOLE_STEPS = 2;

interface Entry {
  event: RecordedEvent;
  spot: Spot;
}

interface Part {
  /** Whether a step begins with it. */
  step: boolean;
  happened: Entry[];
  /** What was told before, as it stood when it was first mentioned here. */
  before: Entry[];
  numbers: number;
  /** Has arrays that travel as a summary: stacks that hold on to such are read at once. */
  large: boolean;
}

export class TraceRing {
  readonly #limits: RingLimits;
  readonly #beginWindow: () => void;
  #parts: Part[] = [];
  #events = 0;
  #numbers = 0;

  constructor(beginWindow: () => void, limits: RingLimits = RING_LIMITS) {
    this.#beginWindow = beginWindow;
    this.#limits = limits;
    this.begin(false);
  }

  /** What follows can be kept without what was before. */
  begin(step: boolean): void {
    const last = this.#parts.at(-1);
    if (last?.large) for (const { spot } of last.happened) spot.place();
    // One that nothing has happened in yet is still at its beginning.
    if (last?.happened.length === 0) this.#parts.pop();
    this.#parts.push({ step, happened: [], before: [], numbers: 0, large: false });
    this.#beginWindow();
  }

  push(event: RecordedEvent, spot: Spot, again: boolean): void {
    const part = this.#parts.at(-1);
    if (part === undefined) return;
    const numbers = numbersIn(event);
    part.numbers += numbers;
    this.#numbers += numbers;
    this.#events += 1;
    (again ? part.before : part.happened).push({ event, spot });
    if (again) {
      // What lives on from step to step: its stack would hold on to what it was computed from, and that to its own.
      spot.place();
      return;
    }
    part.large ||= isSummary(event);
    if (part.happened.length >= PART_EVENTS) this.begin(false);
    this.#drop();
  }

  /** Everything that is kept; whole steps where there are any. */
  window(): RecordedEvent[] {
    const first = Math.max(
      this.#parts.findIndex(({ step }) => step),
      0
    );
    const known = new Set<number>();
    const before: Entry[] = [];
    const happened: Entry[] = [];
    for (const part of this.#parts.slice(first)) {
      for (const entry of part.before) {
        const id = idOf(entry.event);
        if (id === null || known.has(id)) continue;
        known.add(id);
        before.push(entry);
      }
      for (const entry of part.happened) {
        const id = idOf(entry.event);
        if (id !== null) known.add(id);
        happened.push(entry);
      }
    }
    return [...before, ...happened].map(({ event, spot }) => ({ ...event, ...spot.place() }));
  }

  #drop(): void {
    for (let [oldest] = this.#parts; oldest && this.#isOver(oldest); [oldest] = this.#parts) {
      this.#parts.shift();
      this.#events -= oldest.happened.length + oldest.before.length;
      this.#numbers -= oldest.numbers;
    }
  }

  #isOver(oldest: Part): boolean {
    const over = ({ events, numbers }: Omit<RingLimits, 'steps'>): boolean =>
      this.#events > events || this.#numbers > numbers;
    if (this.#parts.length < 2) return false;
    const steps = this.#parts.filter(({ step }) => step).length;
    if (steps > this.#limits.steps) return true;
    return over(MOST) || (over(this.#limits) && (!oldest.step || steps > WHOLE_STEPS));
  }
}

const idOf = (event: RecordedEvent): number | null =>
  event.kind === 'variable' || event.kind === 'function' ? event.id : null;
