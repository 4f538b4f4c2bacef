/** Schema of the trace's events (src/engine/trace/events.ts), for parsing what the engine process sends. */
import * as v from 'valibot';
import type { TraceEvent as Event } from '../engine/trace/events.ts';

const place = v.nullable(v.object({ file: v.string(), line: v.number(), column: v.number() }));
const base = { at: place, cell: place };
const id = v.number();
const numberOrNaN = v.union([v.number(), v.nan()]);

export const ValueSnapshot = v.object({
  shape: v.array(v.number()),
  dtype: v.string(),
  values: v.nullable(v.array(numberOrNaN)),
  text: v.string(),
  min: v.nullable(v.number()),
  max: v.nullable(v.number()),
  mean: v.nullable(v.number()),
  nonFinite: v.number()
});

const role = v.picklist(['leaf', 'parameter', 'intermediate']);
const pass = v.picklist(['forward', 'backward']);

export const TraceEvent = v.variant('kind', [
  v.object({
    kind: v.literal('variable'),
    ...base,
    id,
    name: v.nullable(v.string()),
    role,
    value: v.nullable(ValueSnapshot),
    generation: v.number(),
    pass,
    type: v.string(),
    codeValue: v.exactOptional(ValueSnapshot),
    grad: v.exactOptional(ValueSnapshot)
  }),
  v.object({
    kind: v.literal('function'),
    ...base,
    id,
    name: v.string(),
    generation: v.number(),
    inputs: v.array(id),
    outputs: v.array(id),
    pass,
    layers: v.array(v.string())
  }),
  v.object({
    kind: v.literal('variable-changed'),
    ...base,
    id,
    name: v.exactOptional(v.nullable(v.string())),
    role: v.exactOptional(role),
    value: v.exactOptional(v.nullable(ValueSnapshot))
  }),
  v.object({ kind: v.literal('backward-started'), ...base, root: id }),
  v.object({ kind: v.literal('function-popped'), ...base, id, queue: v.array(id) }),
  v.object({
    kind: v.literal('gradient'),
    ...base,
    target: id,
    from: v.nullable(id),
    mode: v.picklist(['seed', 'first', 'accumulated', 'overwritten']),
    contribution: ValueSnapshot,
    before: v.nullable(ValueSnapshot),
    after: ValueSnapshot
  }),
  v.object({ kind: v.literal('gradient-released'), ...base, target: id, reason: v.picklist(['cleared', 'released']) }),
  v.object({ kind: v.literal('backward-finished'), ...base, root: id }),
  v.object({ kind: v.literal('parameter-updated'), ...base, target: id, before: ValueSnapshot, after: ValueSnapshot }),
  v.object({ kind: v.literal('printed'), ...base, text: v.string() }),
  v.object({ kind: v.literal('plotted'), ...base, plot: v.string() }),
  v.object({ kind: v.literal('step-started'), ...base, step: v.number() })
]);

/** What is kept of a run's graph; each list replays by itself. */
export const RunTrace = v.object({ first: v.array(TraceEvent), last: v.array(TraceEvent) });
export type RunTrace = v.InferOutput<typeof RunTrace>;

// The schema and the engine's type must not drift apart.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const TRACE_SCHEMA_MATCHES: Same<v.InferOutput<typeof TraceEvent>, Event> = true;
