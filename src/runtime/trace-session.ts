/**
 * The trace of one run: collects the events of the engine and of the shape tracer, finds their places in the source and
 * sends them in batches: from the beginning until there are too many, then the last steps of a training loop when they
 * can be looked at (at a pause, at the end, at the first NaN). Not here: what the events are, the ring (trace-ring.ts).
 */
import { NDArray } from '../engine/ndarray/ndarray.ts';
import { Recorder, setRecorder } from '../engine/trace/recorder.ts';
import { inFull, isFinite, numbersIn } from '../engine/trace/snapshot.ts';
import type { Spot } from '../engine/trace/told.ts';
import type { RecordedEvent, TraceEvent } from '../engine/trace/events.ts';
import type { CellEvent, LeafChange } from './cell-events.ts';
import { LeafChanges } from './leaf-changes.ts';
import type { Helpers } from './link.ts';
import { NotedPlace, type Sources } from './places.ts';
import { plain } from './plain-event.ts';
import { ShapeTracer } from './shape-tracer.ts';
import { TraceBudget } from './trace-budget.ts';
import { helpersWith, UNWATCHED } from './trace-hooks.ts';
import { TraceRing } from './trace-ring.ts';

const MOST_EVENTS = 20_000;
const BATCH = 256;
/** Numbers in all values of a trace: 16 million bytes, which the page keeps while it shows the run. */
const MOST_NUMBERS = 2_000_000;

/** Steps of a loop that are shown from the beginning on. */
const FIRST_STEPS = 3;

/** What a training loop tells of itself. */
export interface LoopTrace {
  /** A step begins; so many are left with it. */
  step(step: number, left: number): void;
  /** Somebody will look: the last steps are sent. */
  paused(): void;
  /** A loss or another figure is NaN or infinite: this step is the last that is kept. */
  notFinite(): void;
  loopEnded(): void;
  /** Does something that is no part of what is traced. */
  unwatched<T>(work: () => T): T;
}

export interface Trace extends LoopTrace {
  helpers: Helpers;
  /** Sends what has been collected. */
  flush(): void;
  printed(text: string): void;
  plotted(plot: string): void;
  finish(): void;
}

/** A run that nobody watches. */
export function noTrace(): Trace {
  const nothing = (): void => undefined;
  return {
    helpers: helpersWith(UNWATCHED),
    flush: nothing,
    printed: nothing,
    plotted: nothing,
    step: nothing,
    paused: nothing,
    notFinite: nothing,
    loopEnded: nothing,
    unwatched: (work) => work(),
    finish: nothing
  };
}

export interface TraceOptions {
  sources: Sources;
  cell: string;
  leaves?: readonly LeafChange[] | undefined;
  /** Whether the last steps of a loop are kept; where values have to be fetched first it would cost too much. */
  lastSteps: boolean;
  now: () => number;
}

export function startTrace(emit: (event: CellEvent) => void, options: TraceOptions): Trace {
  const { sources, cell, lastSteps } = options;
  /** Events are sent as they happen, go to the ring, or nobody listens. */
  let ring: TraceRing | null = null;
  let batch: TraceEvent[] = [];
  let count = 0;
  let numbers = 0;
  /** Steps of the running loop; null outside of loops. */
  let steps: number | null = null;
  /** The running loop has met a number that is not finite. */
  let ended = false;
  /** Variables of this step whose value is not finite. */
  const notFinite = new Set<number>();
  const budget = new TraceBudget(options.now);
  const names: Recorder['names'] = new WeakMap();
  const leaves = new LeafChanges(options.leaves ?? [], (detail) =>
    emit({ kind: 'notice', code: 'leaf-unchanged', detail })
  );
  let { recorder, tracer } = listen();

  function listen(): { recorder: Recorder; tracer: ShapeTracer } {
    const made = new Recorder(take, names);
    made.changeLeaf = (data) => asArray(leaves.next(data, false));
    // Noted from the stack when something happens, so that code that is not traced pays nothing.
    made.spot = () => new NotedPlace(sources, cell);
    setRecorder(made);
    return { recorder: made, tracer: new ShapeTracer(made, leaves) };
  }

  function take(event: RecordedEvent, spot: Spot, again: boolean): void {
    if (event.kind === 'variable' && event.value !== null && !isFinite(event.value)) notFinite.add(event.id);
    if (event.kind === 'backward-started' && notFinite.has(event.root)) ended = true;
    if (ring) {
      ring.push(event, spot, again);
      return;
    }
    Object.assign(event, spot.place());
    count += 1;
    batch.push(plain(inFull(event)));
    numbers += numbersIn(event);
    if (count === MOST_EVENTS) cut(`${MOST_EVENTS} events`);
    else if (numbers > MOST_NUMBERS) cut(`${MOST_NUMBERS} numbers`);
    else if (batch.length >= BATCH) flush();
  }

  function flush(): void {
    if (batch.length === 0) return;
    const events = batch;
    batch = [];
    emit({ kind: 'trace', events });
  }

  /** Nothing more is sent as it happens: from here on the last steps are kept, in a loop. */
  function cut(why: string): void {
    flush();
    const keeps = steps !== null && lastSteps && !ended;
    emit({ kind: 'notice', code: keeps ? 'last-steps' : 'trace-cut', detail: why });
    if (keeps) keepLast();
    else stop();
  }

  function keepLast(): void {
    ring = new TraceRing(() => recorder.beginWindow());
  }

  function stop(): void {
    tracer.active = false;
    setRecorder(null);
    ring = null;
  }

  function send(): void {
    const events = ring?.window().map((event) => plain(inFull(event))) ?? [];
    if (events.length > 0) emit({ kind: 'last-steps', first: true, events });
  }

  function step(number: number, left: number): void {
    steps = (steps ?? 0) + 1;
    notFinite.clear();
    if (ended && ring) {
      send();
      stop();
    } else if (ring || !tracer.active) follow(left);
    else if (steps > FIRST_STEPS) cut(`${FIRST_STEPS} steps`);
    ring?.begin(true);
    if (tracer.active) recorder.emit({ kind: 'step-started', step: number });
  }

  /** Keeps this step or not. */
  function follow(left: number): void {
    const rested = budget.rests;
    const keeps = lastSteps && !ended && budget.fits(left);
    if (budget.rests && !rested) emit({ kind: 'notice', code: 'tiny-steps', detail: '' });
    if (!keeps) stop();
    else if (!ring) {
      // What happened meanwhile is not known: everything is told anew when it is mentioned.
      ({ recorder, tracer } = listen());
      keepLast();
    }
  }

  function loopEnded(): void {
    steps = null;
    ended = false;
    budget.restart();
    if (!ring) return;
    tracer.finish();
    send();
    stop();
  }

  return {
    helpers: helpersWith({
      set: (object, key, value) => tracer.set(object, key, value),
      call: (object, method, values) => tracer.call(object, method, values),
      name: (names, value) => tracer.name(names, value)
    }),
    flush,
    printed: (text) => {
      if (tracer.active) recorder.emit({ kind: 'printed', text });
    },
    plotted: (plot) => {
      if (tracer.active) recorder.emit({ kind: 'plotted', plot });
    },
    step,
    paused() {
      send();
      budget.restart();
    },
    // A loop that is not traced just now has nothing to keep of it: its end is seen instead.
    notFinite: () => (ended ||= tracer.active),
    loopEnded,
    unwatched(work) {
      const before = setRecorder(null);
      const { active } = tracer;
      tracer.active = false;
      try {
        return work();
      } finally {
        tracer.active = active;
        setRecorder(before);
      }
    },
    finish() {
      tracer.finish();
      leaves.finish();
      send();
      setRecorder(null);
      flush();
    }
  };
}

const asArray = (value: unknown): NDArray | null => (value instanceof NDArray ? value : null);
