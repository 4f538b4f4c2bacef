/**
 * The trace of one run: collects the events of the engine and of the shape tracer, finds their places in the source,
 * sends them in batches and ends when there are too many. Not here: what the events are.
 */
import { NDArray } from '../engine/ndarray/ndarray.ts';
import { Recorder, setRecorder } from '../engine/trace/recorder.ts';
import type { TraceEvent, ValueSnapshot } from '../engine/trace/events.ts';
import type { CellEvent, LeafChange } from './cell-events.ts';
import { LeafChanges } from './leaf-changes.ts';
import type { Helpers } from './link.ts';
import { operators } from './operators.ts';
import { currentPlace, type Sources } from './places.ts';
import { ShapeTracer } from './shape-tracer.ts';

const MOST_EVENTS = 20_000;
const BATCH = 256;
/** Numbers in all values of a trace: 16 million bytes, which the page keeps while it shows the run. */
const MOST_NUMBERS = 2_000_000;

export interface Trace {
  helpers: Helpers;
  /** Sends what has been collected. */
  flush(): void;
  printed(text: string): void;
  plotted(plot: string): void;
  /** Stops tracing; what is drawn stays. */
  cut(why: string): void;
  finish(): void;
}

interface Reference {
  object: object;
  key: string;
  value: unknown;
}

const ref = (object: object, key: string): Reference => ({
  object,
  key,
  value: (object as Record<string, unknown>)[key]
});

type InPlace = (a: unknown, b: unknown) => unknown;

/** A run that nobody watches: the helpers do what the source says and nothing else. */
export function noTrace(): Trace {
  const set = (object: object, key: string, value: unknown): unknown =>
    ((object as Record<string, unknown>)[key] = value);
  const put = (target: Reference, op: InPlace, value: unknown): unknown =>
    set(target.object, target.key, op(target.value, value));
  const call = (object: object, method: string, ...values: unknown[]): unknown =>
    (object as Record<string, (...values: unknown[]) => unknown>)[method]?.(...values);
  const nothing = (): void => undefined;
  return {
    helpers: Object.freeze({ ...operators, ref, put, set, call, name: (_: string, value: unknown) => value }),
    flush: nothing,
    printed: nothing,
    plotted: nothing,
    cut: nothing,
    finish: nothing
  };
}

export function startTrace(
  emit: (event: CellEvent) => void,
  sources: Sources,
  cell: string,
  changes: readonly LeafChange[] = []
): Trace {
  let batch: TraceEvent[] = [];
  let count = 0;
  let numbers = 0;
  const flush = (): void => {
    if (batch.length === 0) return;
    const events = batch;
    batch = [];
    emit({ kind: 'trace', events });
  };
  const recorder = new Recorder((event) => {
    count += 1;
    if (count > MOST_EVENTS) return;
    batch.push(plain(event));
    numbers += numbersIn(event);
    if (count === MOST_EVENTS) cut(`${MOST_EVENTS} events`);
    else if (numbers > MOST_NUMBERS) cut(`${MOST_NUMBERS} numbers`);
    else if (batch.length >= BATCH) flush();
  });
  // The place is asked for at each event and read from the stack, so that code that is not traced pays nothing.
  Object.defineProperty(recorder, 'place', { get: () => currentPlace(sources, cell) });
  const leaves = new LeafChanges(changes, (detail) => emit({ kind: 'notice', code: 'leaf-unchanged', detail }));
  recorder.changeLeaf = (data) => asArray(leaves.next(data, false));
  const tracer = new ShapeTracer(recorder, leaves);
  setRecorder(recorder);

  function cut(why: string): void {
    if (!tracer.active) return;
    tracer.active = false;
    setRecorder(null);
    flush();
    emit({ kind: 'notice', code: 'trace-cut', detail: why });
  }

  const set = (object: object, key: string, value: unknown): unknown => tracer.set(object, key, value);
  const call = (object: object, method: string, ...values: unknown[]): unknown => {
    const found: unknown = (object as Record<string, unknown>)[method];
    if (typeof found !== 'function')
      throw new TypeError(`.${method} is not a function here: ${method} is ${String(found)}.`);
    return tracer.call(object, method, values);
  };
  return {
    helpers: Object.freeze({
      ...operators,
      ref,
      put: (target: Reference, op: InPlace, value: unknown) => set(target.object, target.key, op(target.value, value)),
      set,
      call,
      name: (names: string | readonly string[], value: unknown) => tracer.name(names, value)
    }),
    flush,
    printed: (text) => {
      if (tracer.active) recorder.emit({ kind: 'printed', text });
    },
    plotted: (plot) => {
      if (tracer.active) recorder.emit({ kind: 'plotted', plot });
    },
    cut,
    finish() {
      tracer.finish();
      leaves.finish();
      setRecorder(null);
      flush();
    }
  };
}

const asArray = (value: unknown): NDArray | null => (value instanceof NDArray ? value : null);

/** What lesson code can set to anything (`x.name = 5`, a static `name`) as the event says that it is. */
function plain(event: TraceEvent): TraceEvent {
  switch (event.kind) {
    case 'variable':
      return {
        ...event,
        name: textOrNull(event.name),
        type: className(event.type),
        generation: whole(event.generation)
      };
    case 'function':
      return { ...event, name: className(event.name), generation: whole(event.generation) };
    case 'variable-changed':
      return 'name' in event ? { ...event, name: textOrNull(event.name) } : event;
    default:
      return event;
  }
}

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, MOST_NAME) : null;
const className = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MOST_NAME) : 'Object');
const whole = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const MOST_NAME = 100;

/** Numbers that an event carries, which is what makes it large. */
export function numbersIn(event: TraceEvent): number {
  const count = (value: ValueSnapshot | null | undefined): number => value?.values?.length ?? 0;
  switch (event.kind) {
    case 'variable':
    case 'variable-changed':
      return count(event.value);
    case 'gradient':
      return count(event.contribution) + count(event.before) + count(event.after);
    case 'parameter-updated':
      return count(event.before) + count(event.after);
    default:
      return 0;
  }
}
