// npm run bench -- --only ui: the graph stage and the screens of runs in the real app, driven by
// Playwright: frame times, layout times, how long they take to open.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { bundleTool } from './bundle.mjs';

/** Runs it and prints what it found; the exit code. */
export async function benchUi(json) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dezero-bench-'));
  const file = path.join(folder, 'results.json');
  const data = path.join(folder, 'data');
  await makeDatabase(data);
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'bench/ui/playwright.config.ts'];
  const child = spawn(process.execPath, ['scripts/with-electron.mjs', 'node', ...command, '--reporter=line'], {
    // Standard output belongs to the results.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEZERO_BENCH_RESULTS: file, DEZERO_BENCH_DATA: data }
  });
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];
  fs.rmSync(folder, { recursive: true, force: true });
  const missed = results.filter((row) => !isKept(row)).length;
  if (json) console.log(JSON.stringify({ results }));
  else {
    tell(results);
    // A test that stopped has fewer figures than it should: that is a failure too.
    const failed = missed + (code === 0 ? 0 : 1);
    console.log(`${results.length - missed} passed, ${failed} failed`);
  }
  return code === 0 && missed > 0 ? 1 : code;
}

const isKept = ({ milliseconds, limit }) => limit === null || milliseconds <= limit;

/** A data folder with many runs. In Node: no Electron is needed for a worker and its port. */
async function makeDatabase(folder) {
  fs.mkdirSync(folder);
  const worker = await bundleTool('src/store/store-worker.ts', 'bench-store-worker', { format: 'cjs' });
  const fill = await bundleTool('bench/ui/fill-database.ts', 'bench-fill-database');
  const file = path.join(folder, 'dezero.db');
  const { status } = spawnSync(process.execPath, [fill, worker, file], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the database for the benchmark could not be made');
}

/** One line a figure, and whether it keeps what is promised. */
function tell(results) {
  for (const row of results) {
    const { case: name, what, milliseconds, limit, load } = row;
    const promised = limit === null ? '' : ` (at most ${limit}: ${isKept(row) ? 'kept' : 'NOT kept'})`;
    const time = `${milliseconds.toFixed(1).padStart(9)} ms`;
    console.log(`${name.padEnd(32)} ${what.padEnd(32)} ${time}, load ${load.toFixed(1)}${promised}`);
  }
}
