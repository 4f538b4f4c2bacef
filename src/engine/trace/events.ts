/**
 * The event stream: what happened on the computation graph during one run of a cell, as plain data.
 *
 * Recorded by the engine (`recorder.ts`) for its own classes, and by the runtime's shape tracer for classes that the
 * learner wrote. Everything that draws (graph stage, inspector, timeline, table) is a pure function of
 * (events, cursor): event 0 to cursor-1 have happened. Not here: how anything is drawn.
 *
 * Ids are small positive integers, unique within one run, shared by variables and functions.
 * Non-finite numbers are themselves (NaN, Infinity): the stream crosses threads by structured clone.
 */

/** Raised when an event changes meaning; a stored stream of another version is not replayed. */
export const TRACE_VERSION = 1;

/** Arrays up to this many elements travel whole; larger ones as a summary. */
export const WHOLE_VALUE_LIMIT = 4096;

/** A place in the learner's source: the file as it is named in the lesson, 1-based line and column. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
}

export interface ValueSnapshot {
  shape: number[];
  dtype: string;
  /** Row-major elements; null when there are more than WHOLE_VALUE_LIMIT. bool is 0 or 1. */
  values: number[] | null;
  /** Printed as the framework prints it (NumPy's rules), at most about 200 characters; '' for more than 16 elements that travel. */
  text: string;
  /** Over the finite elements; null when there is none. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** How many elements are NaN or infinite. */
  nonFinite: number;
}

interface Base {
  /** Innermost line of lesson source that caused the event (may be in the learner's own file). */
  at: SourcePlace | null;
  /** The line of the cell that was executing; null outside of a cell. */
  cell: SourcePlace | null;
}

/** Which pass a node belongs to: 'backward' nodes exist only with createGraph (the graph of the backward pass). */
export type GraphPass = 'forward' | 'backward';

export interface VariableCreated<V = ValueSnapshot> extends Base {
  kind: 'variable';
  id: number;
  name: string | null;
  role: 'leaf' | 'parameter' | 'intermediate';
  /** null: a variable that holds nothing yet. */
  value: V | null;
  generation: number;
  pass: GraphPass;
  /** The learner's class or 'Variable'. */
  type: string;
  /** Where a leaf was changed by hand: what the code had given it. */
  codeValue?: V;
  /** The gradient that it held already when it was told of: where a window of a longer trace begins. */
  grad?: V;
}

export interface FunctionCreated extends Base {
  kind: 'function';
  id: number;
  /** As shown in graphs: 'Square', 'MatMul'. */
  name: string;
  generation: number;
  inputs: number[];
  outputs: number[];
  pass: GraphPass;
  /** Path of the layer in which it was called, outermost first; [] outside of layers. */
  layers: string[];
}

/** A variable created earlier got another value, name or role (not used for parameter updates). */
export interface VariableChanged<V = ValueSnapshot> extends Base {
  kind: 'variable-changed';
  id: number;
  name?: string | null;
  role?: VariableCreated['role'];
  value?: V | null;
}

export interface BackwardStarted extends Base {
  kind: 'backward-started';
  root: number;
}

export interface FunctionPopped extends Base {
  kind: 'function-popped';
  id: number;
  /** The functions that still wait, next one first. */
  queue: number[];
}

export interface GradientArrived<V = ValueSnapshot> extends Base {
  kind: 'gradient';
  target: number;
  /** The function whose backward sent it; null for the seed gradient. */
  from: number | null;
  /** 'overwritten': a gradient was there and was replaced instead of added to (the learner's bug). */
  mode: 'seed' | 'first' | 'accumulated' | 'overwritten';
  contribution: V;
  before: V | null;
  after: V;
}

export interface GradientReleased extends Base {
  kind: 'gradient-released';
  target: number;
  /** 'cleared' by clearGrad, 'released' because backward does not retain it. */
  reason: 'cleared' | 'released';
}

export interface BackwardFinished extends Base {
  kind: 'backward-finished';
  root: number;
}

export interface ParameterUpdated<V = ValueSnapshot> extends Base {
  kind: 'parameter-updated';
  target: number;
  before: V;
  after: V;
}

export interface ValuePrinted extends Base {
  kind: 'printed';
  text: string;
}

export interface PlotDrawn extends Base {
  kind: 'plotted';
  plot: string;
}

/** A step of a training loop (`run.steps`) begins. */
export interface StepStarted extends Base {
  kind: 'step-started';
  step: number;
}

export type TraceEvent<V = ValueSnapshot> =
  | VariableCreated<V>
  | FunctionCreated
  | VariableChanged<V>
  | BackwardStarted
  | FunctionPopped
  | GradientArrived<V>
  | GradientReleased
  | BackwardFinished
  | ParameterUpdated<V>
  | ValuePrinted
  | PlotDrawn
  | StepStarted;

/** A value as it is taken: a 0-d float64 is its number, which costs nothing; `inFull` of snapshot.ts makes it whole. */
export type Taken = ValueSnapshot | number;

/** An event as the recorder tells it, which is often never looked at; `inFull` makes it whole. */
export type RecordedEvent = TraceEvent<Taken>;
