/**
 * A kernel thread: computes chunks of large kernels for the engine worker that started it. It knows neither arrays nor
 * lessons, sends and receives nothing, and is ended with the worker.
 */
import { workerData } from 'node:worker_threads';
import { help, type HelperStart } from '@engine/backends/wasm/helper.ts';

help(workerData as HelperStart, {
  now: () => performance.now(),
  instantiate: (module, imports) => new WebAssembly.Instance(module, imports as WebAssembly.Imports).exports
});
