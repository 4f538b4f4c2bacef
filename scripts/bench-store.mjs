// npm run bench -- --only store [--json]: times of the store against their targets, medians. Runs in Node: no Electron is
// needed for a worker and its port.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { bundleTool } from './lib/bundle.mjs';

/** @param {boolean} json */
export async function benchStore(json) {
  const worker = await bundleTool('src/store/store-worker.ts', 'bench-store-worker', { format: 'cjs' });
  const bench = await bundleTool('bench/store-bench.ts', 'bench-store');
  const { stdout, status } = spawnSync(process.execPath, [bench, worker], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) {
    console.log(json ? JSON.stringify({ error: 'the benchmark of the store failed' }) : '0 passed, 1 failed');
    return 1;
  }
  const document = JSON.parse(String(stdout));
  if (json) {
    console.log(JSON.stringify(document));
    return 0;
  }
  for (const { case: name, milliseconds, target } of document.results)
    console.log(`${name.padEnd(40)} ${milliseconds.toFixed(0).padStart(6)} ms (target ${target} ms)`);
  const size = `${(document.bytes / 2 ** 20).toFixed(0)} MB`;
  console.log(`${`opening ${size} with all checks`.padEnd(40)} ${document.reopening.toFixed(0).padStart(6)} ms`);
  const late = document.results.filter(({ milliseconds, target }) => milliseconds > target).length;
  console.log(`${document.results.length - late} passed, ${late} failed`);
  return late === 0 ? 0 : 1;
}
