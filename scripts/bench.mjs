// npm run bench -- [--only NAME] [--json]: speed as ratios, side by side with peers in one run, medians.
// Runs inside an Electron engine process. Absolute times are noise on most machines: read the ratios.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { benchStore } from './bench-store.mjs';
import { benchUi } from './lib/bench-ui.mjs';
import { bundleTool } from './lib/bundle.mjs';
import { noTraceCalls } from './lib/no-trace-calls.mjs';
import { electronRuntime } from './electron-runtime.mjs';

const args = process.argv.slice(2);
const json = args.includes('--json');
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : '';

if (only === 'store') process.exit(await benchStore(json));
if (only === 'ui') process.exit(await benchUi(json));

const runtime = await electronRuntime();
const options = { format: 'cjs' };
const benchProcess = await bundleTool('bench/bench-process.ts', 'bench-process', options);
const main = await bundleTool('bench/electron-main.ts', 'bench-main', options);
fs.copyFileSync(benchProcess, path.join(path.dirname(main), 'bench-process.cjs'));
const untraced = await bundleTool('bench/untraced-engine.ts', 'untraced-engine', {
  ...options,
  plugins: [noTraceCalls]
});
fs.copyFileSync(untraced, path.join(path.dirname(main), 'untraced-engine.cjs'));

const answer = await new Promise((resolve, reject) => {
  const child = spawn(
    process.execPath,
    ['scripts/with-electron.mjs', runtime.path, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), main],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DEZERO_BENCH_ONLY: only,
        DEZERO_BENCH_WASM: path.resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist')
      }
    }
  );
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => {
    for (const line of String(chunk).split('\n')) if (line.startsWith('[bench]')) console.error(line);
  });
  child.on('close', (code) => {
    const line = out.split('\n').find((text) => text.startsWith('BENCH '));
    if (line) resolve(JSON.parse(line.slice(6)));
    else reject(new Error(`the benchmark ended with ${code} and without an answer`));
  });
});

if (answer.error !== undefined) {
  console.error(answer.error);
  if (json) console.log(JSON.stringify({ error: answer.error }));
  else console.log('0 passed, 1 failed');
  process.exit(1);
}
const document = {
  machine: { cpu: os.cpus()[0]?.model ?? '', cores: os.cpus().length, platform: `${process.platform}-${process.arch}` },
  electron: runtime.version,
  v8: answer.versions.v8,
  backend: answer.backend,
  threads: 1,
  results: answer.results,
  traceCosts: answer.traceCosts
};
if (json) console.log(JSON.stringify(document));
else {
  console.log(
    `${document.machine.cpu}, ${document.machine.cores} cores, Electron ${document.electron}, V8 ${document.v8}, 1 thread`
  );
  console.log('ratio: how many times as long the contender takes as this project, medians of interleaved rounds\n');
  for (const row of document.results) {
    const speed = row.gflops === null ? '' : ` ${row.gflops.toFixed(1)} GFLOP/s`;
    console.log(`${row.case.padEnd(40)} ${row.contender.padEnd(12)} ${row.ratio.toFixed(2).padStart(8)}x${speed}`);
  }
  for (const { case: name, what, median, low, high, pairs, limit } of document.traceCosts) {
    const interval = `${median.toFixed(3)}x (${low.toFixed(3)} to ${high.toFixed(3)}, ${pairs} pairs)`;
    console.log(`tracing: ${name.padEnd(40)} ${what.padEnd(30)} ${interval}, at most ${limit}`);
  }
  console.log(`${new Set([...document.results, ...document.traceCosts].map((row) => row.case)).size} passed, 0 failed`);
}
