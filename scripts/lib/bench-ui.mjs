// npm run bench -- --only ui: frame times and layout times of the graph stage in the real app, driven by Playwright.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Runs it and prints what it found; the exit code. */
export async function benchUi(json) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dezero-bench-'));
  const file = path.join(folder, 'results.json');
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'bench/ui/playwright.config.ts'];
  const child = spawn(process.execPath, ['scripts/with-electron.mjs', 'node', ...command, '--reporter=line'], {
    // Standard output belongs to the results.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEZERO_BENCH_RESULTS: file }
  });
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];
  fs.rmSync(folder, { recursive: true, force: true });
  if (json) console.log(JSON.stringify({ results }));
  else {
    tell(results);
    console.log(code === 0 ? `${results.length} passed, 0 failed` : `${results.length} passed, 1 failed`);
  }
  return code;
}

/** One line a figure, and whether it keeps what is promised. */
function tell(results) {
  for (const { case: name, what, milliseconds, limit, load } of results) {
    const promised = limit === null ? '' : ` (at most ${limit}: ${milliseconds <= limit ? 'kept' : 'NOT kept'})`;
    const time = `${milliseconds.toFixed(1).padStart(9)} ms`;
    console.log(`${name.padEnd(32)} ${what.padEnd(32)} ${time}, load ${load.toFixed(1)}${promised}`);
  }
}
