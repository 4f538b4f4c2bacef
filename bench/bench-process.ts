/**
 * The benchmark itself, in an Electron utility process like the engine's (Node 20 lacks some of its WebAssembly).
 * argv[2]: what to run ('' for all); argv[3]: the folder with TensorFlow.js's WebAssembly. Posts `{ progress }`, then `{ results }` or `{ error }`.
 */
import { currentBackend } from '@engine/backends/current.ts';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Engine from '@engine/index.ts';
import { lstmCase } from './cases/lstm.ts';
import { matmulCases } from './cases/matmul.ts';
import { scalarCases } from './cases/scalars.ts';
import { step43Case } from './cases/step43.ts';
import { traceCosts, type TraceCost } from './cases/trace.ts';
import { measure, type BenchCase, type Measured } from './measure.ts';
import { startTf } from './tfjs.ts';

const CASES: Record<string, () => BenchCase[]> = {
  matmul: matmulCases,
  step43: () => [step43Case()],
  scalars: scalarCases,
  lstm: () => [lstmCase()]
};

/** Measured in pairs, against another build of the engine. */
const TRACE = 'trace';

const only = process.argv[2] ?? '';
const post = (message: unknown) => process.parentPort.postMessage(message);

async function main(): Promise<void> {
  const names = only === '' ? [...Object.keys(CASES), TRACE] : only.split(',');
  const unknown = names.filter((name) => !(name in CASES) && name !== TRACE);
  if (unknown.length > 0)
    throw new Error(
      `there is no benchmark ${unknown.join(', ')}; there are ${[...Object.keys(CASES), TRACE].join(', ')}`
    );
  await startTf(process.argv[3] ?? '');
  const results: Measured[] = [];
  for (const name of names)
    for (const one of CASES[name]?.() ?? []) {
      post({ progress: one.name });
      results.push(...measure(one));
    }
  let costs: TraceCost[] = [];
  if (names.includes(TRACE)) {
    post({ progress: TRACE });
    const require = createRequire(path.join(import.meta.dirname, 'bench-process.cjs'));
    costs = traceCosts(require('./untraced-engine.cjs') as typeof Engine);
  }
  post({ results, traceCosts: costs, backend: currentBackend().name, versions: process.versions });
}

main().catch((error: unknown) => post({ error: error instanceof Error ? error.message : String(error) }));
