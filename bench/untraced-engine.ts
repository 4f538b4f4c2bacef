/** The engine once more; bench.mjs bundles it with the trace calls removed, as the yardstick of the case `trace`. */
export * from '@engine/index.ts';
