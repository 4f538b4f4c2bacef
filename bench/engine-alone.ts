/**
 * The engine by itself, for what tracing costs: bench.mjs bundles it as it is and, as the yardstick, with the trace calls
 * removed. Both are loaded alike, so that they differ in nothing else.
 */
export * from '@engine/index.ts';
export * as tracing from '@engine/trace/recorder.ts';
