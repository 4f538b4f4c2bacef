// npm run bench -- [--only NAMES] [--rounds N] [--clock NAME] [--json] [--write]: speed as ratios, side by side with peers in one run,
// medians, held against bench/targets.ts. Runs inside an Electron engine process. Absolute times are noise on most
// machines: read the ratios. Exit code 0 only when no row misses what it must.
//
//   --only matmul,mlp   some files of bench/cases, trace, memory; or store, or ui, which are benchmarks of their own
//   --clock processor   time that was computed, on a machine that others use too; not for threads
//   --json              the document that charts are made of, on standard output
//   --write             docs/performance.md anew
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { benchStore } from './bench-store.mjs';
import { buildPeak } from './lib/bench-peak.mjs';
import { benchUi } from './lib/bench-ui.mjs';
import { bundleTool } from './lib/bundle.mjs';
import { noTraceCalls } from './lib/no-trace-calls.mjs';
import { electronRuntime } from './electron-runtime.mjs';

const PAGE = 'docs/performance.md';
const CASES = 'bench/cases';
/** Thirty pairs of what tracing costs: see bench/pairs.ts. */
const TRACE_PROCESSES = 6;
const TRACE_PAIRS = 5;

try {
  const { values: options } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '9' },
      clock: { type: 'string', default: 'wall' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false }
    }
  });
  if (options.only === 'store') process.exitCode = await benchStore(options.json);
  else if (options.only === 'ui') process.exitCode = await benchUi(options.json);
  else process.exitCode = await bench(options);
} catch (error) {
  console.error(error.message);
  console.log(process.argv.includes('--json') ? JSON.stringify({ error: error.message }) : '0 passed, 1 failed');
  process.exitCode = 1;
}

/** Runs it and prints what it found; the exit code. */
async function bench(options) {
  const rounds = Number(options.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes a number from 1, not ${options.rounds}`);
  const { clock } = options;
  if (options.write && options.only !== '') throw new Error(`--write takes the whole benchmark: leave out --only`);
  const started = Date.now();
  const report = await import(pathToFileURL(await bundleTool('bench/report.ts', 'bench-report')).href);
  if (!report.CLOCK_NAMES.includes(clock))
    throw new Error(`--clock is ${report.CLOCK_NAMES.join(' or ')}, not ${clock}`);
  const runtime = await electronRuntime();
  const only = options.only.split(',').filter(Boolean);
  const all = fs.readdirSync(CASES).map((file) => path.parse(file).name);
  const known = [...all, 'memory', 'trace'];
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}, store and ui`);
  const cases = all.filter((name) => only.length === 0 || only.includes(name));
  const files = await built();
  const answers = [];
  const run = async (what, name = '') => {
    if (what !== 'cases') console.error(`[bench] ${what}`);
    answers.push(await measured(runtime, files, { what, name, pairs: TRACE_PAIRS, rounds, clock }));
  };
  const wants = (name) => only.length === 0 || only.includes(name);
  // Each file in a process of its own, as a lesson has one: what others leave behind costs up to a third of the speed.
  for (const name of cases) await run('cases', name);
  if (wants('memory')) await run('memory');
  if (wants('trace')) for (let i = 0; i < TRACE_PROCESSES; i++) await run('trace');
  const version = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
  const document = report.documentOf(
    {
      date: new Date().toISOString(),
      machine: {
        cpu: os.cpus()[0]?.model ?? '',
        cores: os.cpus().length,
        platform: `${process.platform}-${process.arch}`
      },
      electron: runtime.version,
      standin: runtime.standin,
      rounds,
      clock,
      seconds: (Date.now() - started) / 1000,
      tfjs: version('@tensorflow/tfjs-core'),
      jax: version('@jax-js/jax')
    },
    answers
  );
  if (options.write) {
    const { format, resolveConfig } = await import('prettier');
    const text = await format(report.page(document), { ...(await resolveConfig(PAGE)), filepath: PAGE });
    fs.writeFileSync(PAGE, text);
  }
  console.log(options.json ? JSON.stringify(document) : report.printed(document));
  return report.counted(document, false) === 0 ? 0 : 1;
}

/** Bundles the benchmark and what it loads. */
async function built() {
  const cjs = { format: 'cjs' };
  const main = await bundleTool('bench/electron-main.ts', 'bench-main', cjs);
  const benchProcess = await bundleTool('bench/bench-process.ts', 'bench-process', cjs);
  const alone = 'bench/engine-alone.ts';
  const engine = await bundleTool(alone, 'engine-alone', cjs);
  const untraced = await bundleTool(alone, 'untraced-engine', { ...cjs, plugins: [noTraceCalls] });
  const kernelThread = await bundleTool('src/engine-process/kernel-thread.ts', 'bench-kernel-thread', cjs);
  const peak = path.resolve('out/tools/bench-peak/peak.wasm');
  await buildPeak(peak);
  const tfjs = path.resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist');
  const numpy = path.resolve('bench/peers/numpy_peer.py');
  return { main, benchProcess, peak, kernelThread, engine, untraced, tfjs, numpy };
}

/** Runs it in an engine process and gives its answer; progress goes to standard error. */
function measured(runtime, { main, benchProcess, ...files }, request) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['scripts/with-electron.mjs', runtime.path, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), main],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          DEZERO_BENCH: JSON.stringify({ ...request, files }),
          DEZERO_BENCH_PROCESS: benchProcess
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
      if (!line) return reject(new Error(`the benchmark ended with ${code} and without an answer`));
      const { answer, error } = JSON.parse(line.slice('BENCH '.length));
      return error === undefined ? resolve(answer) : reject(new Error(error));
    });
  });
}
