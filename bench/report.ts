/** What scripts/bench.mjs needs from the benchmark's TypeScript, as one bundle for plain Node. */
export { CLOCK_NAMES } from './clock.ts';
export { documentOf } from './document.ts';
export { page } from './page.ts';
export { counted, printed } from './printed.ts';
