/**
 * The benchmark itself, in an Electron utility process like the engine's (Node 20 lacks some of its WebAssembly).
 * argv[2]: what to run, as JSON (`Request`). Posts `{ progress }` and at the end `{ answer }` or `{ error }`.
 */
import { currentBackend } from '@engine/backends/current.ts';
import { setHost, type Host } from '@engine/host.ts';
import { prepareThread } from '@runtime/run-cell.ts';
import { createRequire } from 'node:module';
import os from 'node:os';
import { createCollect } from '../src/engine-process/collect.ts';
import { createCopy } from '../src/engine-process/copy.ts';
import { kernelThreads } from '../src/engine-process/kernel-threads.ts';
import { caseFiles } from './cases.ts';
import type { Answer, Request } from './document.ts';
import { measure, type Measured } from './measure.ts';
import { endBusyCore, usePlainSettings } from './own.ts';
import { loadPeak } from './peak/peak.ts';
import { startJax } from './peers/jax.ts';
import { endNumpy, startNumpy } from './peers/numpy.ts';
import { startTf } from './peers/tfjs.ts';
import { stepMemory } from './step-memory.ts';
import { traceCosts, type Api } from './trace-cost.ts';

const request = JSON.parse(process.argv[2] ?? '{}') as Request;
const post = (message: unknown) => process.parentPort.postMessage(message);

async function main(): Promise<Answer> {
  const cases = caseFiles().get(request.name);
  loadPeak(request.files.peak);
  await startTf(request.files.tfjs);
  await startJax();
  const numpy = await startNumpy(request.files.numpy);
  const loadBefore = os.loadavg();
  // Neither build is frozen.
  const { files: built, what, pairs } = request;
  const load = createRequire(built.engine);
  const traceSamples =
    what === 'trace' ? traceCosts(load(built.engine) as Api, load(built.untraced) as Api, pairs) : [];
  // From here on built-ins and engine are frozen as in the app. The peers are loaded.
  prepareThread();
  setHost(host());
  const engine = usePlainSettings();
  const results: Measured[] = [];
  for (const one of (await cases?.()) ?? []) {
    post({ progress: one.name });
    usePlainSettings();
    results.push(...(await measure(one, request)));
  }
  return {
    results,
    traceSamples,
    stepMemory: what === 'memory' ? stepMemory() : null,
    backend: currentBackend().name,
    engine,
    numpy,
    v8: process.versions.v8,
    load: { before: loadBefore[0] ?? 0, after: os.loadavg()[0] ?? 0 }
  };
}

/** What the engine worker gives the engine, as far as kernels want it. */
function host(): Host {
  const collect = createCollect();
  const copy = createCopy();
  return {
    now: () => performance.now(),
    threads: kernelThreads(request.files.kernelThread),
    ...(collect ? { collect } : {}),
    ...(copy ? { copy } : {})
  };
}

main()
  .finally(async () => {
    endNumpy();
    await endBusyCore();
  })
  .then(
    (answer) => post({ answer }),
    (error: unknown) => post({ error: error instanceof Error ? error.message : String(error) })
  );
